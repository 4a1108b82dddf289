package org.jdance.internal.config;

/** What operations do when no copy of an entry is reachable. */
public enum FailurePolicy {
  /** All throw. */
  THROW,
  /** Reads miss, plain writes are dropped and remembered, conditional operations throw. */
  MISS,
  /** As MISS, and conditional operations run against an absent entry. */
  BYPASS
}
