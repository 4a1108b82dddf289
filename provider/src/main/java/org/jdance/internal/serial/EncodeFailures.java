package org.jdance.internal.serial;

import java.io.NotSerializableException;
import org.jdance.CacheSerializationException;

/** Turns what goes wrong in writing an object into the exception for the user: cache, class, what to do; never content. */
final class EncodeFailures {

  private EncodeFailures() {}

  /**
   * The exception to throw.
   *
   * @param what {@code key} or {@code value}
   */
  static CacheSerializationException of(String cacheName, String what, Object subject, Throwable failure) {
    String head = "Cache '%s': a %s of class %s cannot be stored by value: ".formatted(cacheName, what, subject.getClass().getName());
    if (failure instanceof UnstorableException unstorable) {
      // What lies under it says more than the exception that only carries the sentence.
      Throwable cause = unstorable.getCause();
      String message = head + unstorable.problem();
      return cause == null ? new CacheSerializationException(message) : new CacheSerializationException(message, cause);
    }
    return new CacheSerializationException(head + adviceFor(failure), failure);
  }

  private static String adviceFor(Throwable failure) {
    if (failure instanceof NotSerializableException notSerializable) {
      return "class "
          + ClassNames.printable(String.valueOf(notSerializable.getMessage()))
          + " is not serializable; let it implement java.io.Serializable, mark the field that holds it transient, or store other data";
    }
    if (failure instanceof StackOverflowError) {
      return "it is nested too deep, or refers to itself; flatten it";
    }
    return "writing it failed with " + failure.getClass().getName() + "; see the cause";
  }
}
