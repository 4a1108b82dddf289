package org.jdance.internal.serial.copy;

/** Says that a graph holds an instance of a class that is not serializable; never leaves this package. */
final class CopyNotSerializableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Class<?> type;

  CopyNotSerializableException(Class<?> type) {
    super(type.getName(), null, false, false);
    this.type = type;
  }

  /** The class that is not serializable. */
  Class<?> type() {
    return type;
  }
}
