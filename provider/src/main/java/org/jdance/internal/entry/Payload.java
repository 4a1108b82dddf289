package org.jdance.internal.entry;

/**
 * The value of an entry in whatever form its store keeps it.
 *
 * <p>Only the store that made a payload knows its form: an object, its bytes, or both. Immutable as seen from outside.
 */
public interface Payload {

  /** The value to hand to the user, who may keep and change it without harm to the entry. */
  Object value();

  /** The value to look at and to compare with; never handed out, never changed. */
  default Object view() {
    return value();
  }
}
