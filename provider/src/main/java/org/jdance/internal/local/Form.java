package org.jdance.internal.local;

import org.jdance.internal.entry.Payload;
import org.jdance.internal.serial.copy.Copier;

/** How an embedded cache keeps objects: the very ones it was given, or copies that nobody outside can change. */
sealed interface Form {

  /** The objects themselves. */
  Form BY_REFERENCE = new ByReference();

  /** The value as it is kept. */
  Payload payload(Object value);

  /** The key as it is kept. */
  Object ownKey(Object key);

  /** A kept key as it is handed out. */
  Object handOutKey(Object key);

  /** Copies of what is not immutable. */
  static Form byValue(Copier copier) {
    return new ByValue(copier);
  }

  /** Keeps and hands out the very object. */
  record ByReference() implements Form {

    @Override
    public Payload payload(Object value) {
      return new Shared(value);
    }

    @Override
    public Object ownKey(Object key) {
      return key;
    }

    @Override
    public Object handOutKey(Object key) {
      return key;
    }
  }

  /** Keeps a copy and hands out copies of it, save where the object is immutable. */
  record ByValue(Copier copier) implements Form {

    @Override
    public Payload payload(Object value) {
      Object own = copier.copy(value);
      return own == value ? new Shared(value) : new Copied(own, copier);
    }

    @Override
    public Object ownKey(Object key) {
      return copier.copyKey(key);
    }

    @Override
    public Object handOutKey(Object key) {
      return copier.copy(key);
    }
  }

  /** A value that may be shared. */
  record Shared(Object value) implements Payload {

    @Override
    public String toString() {
      return "Shared";
    }
  }

  /** A value of which everyone gets a copy. */
  record Copied(Object view, Copier copier) implements Payload {

    @Override
    public Object value() {
      return copier.copy(view);
    }

    @Override
    public String toString() {
      return "Copied";
    }
  }
}
