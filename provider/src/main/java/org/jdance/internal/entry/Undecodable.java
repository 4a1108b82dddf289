package org.jdance.internal.entry;

/** Why bytes from a server are no entry: a miss with a counter, never a value. */
public enum Undecodable implements DecodedEntry {
  /** They do not begin as an envelope does: something else wrote them. */
  FOREIGN,
  /** An envelope of a format, or with flags, that this release does not know. */
  UNKNOWN_FORMAT,
  /** An envelope that ends too early. */
  TRUNCATED,
  /** An envelope whose checks or lengths do not agree with its bytes. */
  DAMAGED,
  /** A sound envelope of another key, which came to the same key on the wire. */
  OTHER_KEY
}
