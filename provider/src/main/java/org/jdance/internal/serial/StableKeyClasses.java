package org.jdance.internal.serial;

import java.util.concurrent.atomic.AtomicBoolean;

/** The classes whose keys have been checked once and found to have a stable form. Held weakly: the marks lie in the classes. */
final class StableKeyClasses {

  private final ClassValue<AtomicBoolean> marks = new Marks();

  boolean isNew(Class<?> type) {
    return !marks.get(type).get();
  }

  void add(Class<?> type) {
    marks.get(type).set(true);
  }

  private static final class Marks extends ClassValue<AtomicBoolean> {

    @Override
    protected AtomicBoolean computeValue(Class<?> type) {
      return new AtomicBoolean();
    }
  }
}
