package org.jdance.internal.serial.copy;

/** The plan for a class that is not serializable. */
final class CopyRefused extends CopyPlan {

  CopyRefused(Class<?> type) {
    super(type);
  }

  @Override
  Object deep(Object original, CopyPass pass) {
    throw new CopyNotSerializableException(type);
  }
}
