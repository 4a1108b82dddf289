package org.jdance.internal.serial;

import java.io.ObjectInputFilter;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one foreign Java serialization stream. Which classes it may name is decided before, when the stream asks for them by name; here
 * come those that nobody named.
 */
final class StreamGuard implements ObjectInputFilter {

  private final ReadContext context;
  private final int length;
  private long slotsLeft;

  StreamGuard(ReadContext context, int length) {
    this.context = context;
    this.length = length;
    this.slotsLeft = ReadLimits.FREE_SLOTS + length * ReadLimits.SLOTS_PER_BYTE;
  }

  @Override
  public Status checkInput(FilterInfo info) {
    String excess = excessOf(info);
    if (excess != null) {
      context.refuse(UndecodableException.damaged(excess));
      return Status.REJECTED;
    }
    return isRejectedByJvm(info) ? Status.REJECTED : Status.ALLOWED;
  }

  private @Nullable String excessOf(FilterInfo info) {
    if (info.depth() > ReadLimits.MAX_GRAPH_DEPTH) {
      return "objects nested too deep";
    }
    if (info.references() > ReadLimits.MAX_REFERENCES) {
      return "too many references";
    }
    if (context.isOutOfTime()) {
      return "decoding takes too long";
    }
    Class<?> type = info.serialClass();
    if (type != null && info.arrayLength() >= 0 && !isJustified(type, info)) {
      return "an array longer than the bytes";
    }
    return type == null || context.mayBeBroughtIn(type) ? null : "a forbidden class";
  }

  /** Whether the bytes that are left can fill the array: else it isn't allocated. */
  private boolean isJustified(Class<?> type, FilterInfo info) {
    Class<?> component = type.getComponentType();
    if (component != null && component.isPrimitive()) {
      return info.arrayLength() * bytesOf(component) <= length - info.streamBytes();
    }
    // Hash tables ask for more slots than they have elements, and nested ones ask before any is filled: all share one account.
    slotsLeft -= info.arrayLength();
    return slotsLeft >= 0;
  }

  private static long bytesOf(Class<?> primitive) {
    if (primitive == long.class || primitive == double.class) {
      return Long.BYTES;
    }
    if (primitive == int.class || primitive == float.class) {
      return Integer.BYTES;
    }
    return primitive == short.class || primitive == char.class ? Short.BYTES : Byte.BYTES;
  }

  /** Whether that filter rejects a class outside of a stream. */
  static boolean isRejectedByJvm(Class<?> type) {
    ObjectInputFilter filter = Config.getSerialFilter();
    return filter != null && filter.checkInput(new ClassAlone(type)) == Status.REJECTED;
  }

  /** A class, and nothing known of a stream. */
  private record ClassAlone(Class<?> serialClass) implements FilterInfo {

    @Override
    public long arrayLength() {
      return -1;
    }

    @Override
    public long depth() {
      return 1;
    }

    @Override
    public long references() {
      return 1;
    }

    @Override
    public long streamBytes() {
      return 0;
    }
  }

  /** The operator's own filter for the whole JVM, which one set on a stream would otherwise replace. */
  private static boolean isRejectedByJvm(FilterInfo info) {
    ObjectInputFilter filter = Config.getSerialFilter();
    return filter != null && filter.checkInput(info) == Status.REJECTED;
  }
}
