package org.jdance.internal.serial;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The one place where whatever can go wrong in reading foreign bytes becomes a miss. */
final class GuardedReading {

  /** The reading itself, which may fail in any way. */
  interface Read {
    Object run() throws IOException, ClassNotFoundException;
  }

  private GuardedReading() {}

  /**
   * Reads an object of the expected type.
   *
   * @param what {@code key} or {@code value}
   * @param expected the declared type, or null if its loader is gone
   * @return null if the bytes don't stand for one, after the failure has been reported
   */
  static @Nullable Object read(String what, ReadContext context, @Nullable Class<?> expected, DecodeFailures failures, Read read) {
    UndecodableException failure;
    try {
      Object object = read.run();
      failure = context.refusal();
      if (failure == null && expected != null && !expected.isInstance(object)) {
        failure = UndecodableException.damaged("another type than the cache's");
      }
      if (failure == null) {
        return object;
      }
    } catch (StackOverflowError e) {
      failure = UndecodableException.damaged("nested too deep");
    } catch (VirtualMachineError e) {
      // Out of memory, or worse: not the bytes' fault, since no length in them is believed.
      throw e;
    } catch (Throwable e) {
      // User code runs within a stream, and may throw what it likes.
      failure = context.refusal() != null ? context.refusal() : UndecodableException.of(e);
    }
    failures.report(what, failure);
    return null;
  }
}
