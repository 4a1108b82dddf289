package org.jdance.internal.serial.copy;

/**
 * The plan for a class that only Java serialization can copy; it has to take the whole graph, since other parts may share what this one
 * holds.
 */
final class CopyElsewhere extends CopyPlan {

  CopyElsewhere(Class<?> type) {
    super(type);
  }

  @Override
  Object deep(Object original, CopyPass pass) {
    throw new CopyAbandonedException();
  }
}
