package org.jdance.internal.client;

/** What an operation does when no copy that it needs can be reached. */
public enum FailurePolicy {
  /** It throws. */
  THROW,
  /** Reads are misses, plain writes are dropped and remembered; conditional operations throw. */
  MISS,
  /** As {@link #MISS}, and a conditional operation runs against an absent entry, its write dropped and remembered. */
  BYPASS
}
