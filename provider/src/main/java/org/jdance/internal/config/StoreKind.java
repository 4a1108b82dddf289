package org.jdance.internal.config;

/** Which store a manager's configuration asks for. */
public enum StoreKind {
  /** The embedded store: in this process, private to its manager. */
  MEMORY,
  /** A fleet of servers. */
  FLEET
}
