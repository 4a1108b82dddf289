package org.jdance.internal.serial.copy;

import java.util.function.UnaryOperator;

/** The plan for a mutable class that holds no objects of others, such as a date or an array of bytes. */
final class CopyInOneStep extends CopyPlan {

  private final UnaryOperator<Object> step;

  CopyInOneStep(Class<?> type, UnaryOperator<Object> step) {
    super(type);
    this.step = step;
  }

  @Override
  Object shallow(Object original) {
    return step.apply(original);
  }

  @Override
  Object deep(Object original, CopyPass pass) {
    return pass.note(original, shallow(original));
  }
}
