package org.jdance.internal.serial.copy;

/** A plan for a class whose instances can be made first and filled afterwards, so that what they hold may refer back to them. */
abstract class CopyShell extends CopyPlan {

  CopyShell(Class<?> type) {
    super(type);
  }

  /** An instance of the class that is still to be filled. */
  abstract Object shell(Object original, CopyPass pass);

  /** Fills the shell with copies of what the original holds. */
  abstract void fill(Object original, Object shell, CopyPass pass);

  @Override
  Object deep(Object original, CopyPass pass) {
    return pass.fillNowOrLater(this, original, shell(original, pass));
  }
}
