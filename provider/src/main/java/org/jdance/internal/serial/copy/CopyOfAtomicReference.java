package org.jdance.internal.serial.copy;

import java.util.concurrent.atomic.AtomicReference;

/** The plan for {@link AtomicReference}. */
final class CopyOfAtomicReference extends CopyShell {

  CopyOfAtomicReference() {
    super(AtomicReference.class);
  }

  @Override
  Object shell(Object original, CopyPass pass) {
    return new AtomicReference<>();
  }

  @Override
  @SuppressWarnings("unchecked") // What it refers to is copied as it is, whatever its type.
  void fill(Object original, Object shell, CopyPass pass) {
    ((AtomicReference<Object>) shell).set(pass.copy(((AtomicReference<Object>) original).get()));
  }
}
