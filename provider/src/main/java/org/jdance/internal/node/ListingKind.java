package org.jdance.internal.node;

/** How far a server can tell which keys it holds. */
public enum ListingKind {
  /** Not at all, or not safely. */
  NONE,
  /** All that are present while nothing changes; under load a key that is present may be left out. */
  BEST_EFFORT,
  /** Every key that is present from the first page to the last comes at least once. */
  COMPLETE
}
