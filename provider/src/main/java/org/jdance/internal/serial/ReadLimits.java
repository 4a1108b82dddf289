package org.jdance.internal.serial;

/** What decoding may cost at most. Bytes beyond a limit are undecodable. */
final class ReadLimits {

  /** How deep objects may be nested in a Java serialization stream. */
  static final int MAX_GRAPH_DEPTH = 256;

  /** How many references one stream may have. */
  static final long MAX_REFERENCES = 10_000_000;

  /** How many classes one stream may name. */
  static final int MAX_CLASSES = 2_000;

  /** How deep the collections of a compact encoding may be nested. */
  static final int MAX_NESTING = 64;

  /**
   * How many slots of reference arrays and hash tables the bytes of a stream justify. A table has up to eight slots per element (load factor
   * 0.25, rounded up to a power of two) and an element takes a byte at least.
   */
  static final long SLOTS_PER_BYTE = 8;

  /** Slots that need no justification, so that small collections pass whatever their capacity. */
  static final long FREE_SLOTS = 64;

  /**
   * The time that decoding may take however few its bytes are. Sets nested in sets can make a few bytes cost years of hashing; since each level
   * costs as much as all within it, stopping at the first element after this time bounds the whole to about twice of it.
   */
  static final long BASE_NANOS = 1_000_000_000;

  /** The time that each byte adds. */
  static final long NANOS_PER_BYTE = 1_000;

  /** After how many elements of a compact collection the clock is looked at. */
  static final int ELEMENTS_PER_CLOCK_LOOK = 64;

  private ReadLimits() {}
}
