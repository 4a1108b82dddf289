package org.jdance.internal.semantics.decide;

/** The one question, if any, that an operation puts to the expiry policy. */
public enum Question {
  NONE,
  CREATION,
  UPDATE,
  ACCESS
}
