package org.jdance.internal.serial.copy;

/** Says that a graph has to be copied by Java serialization; never leaves this package. */
final class CopyAbandonedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Without a stack trace, which nobody would see. */
  CopyAbandonedException() {
    super("only Java serialization can copy this", null, false, false);
  }
}
