package org.jdance.internal.config;

/** How the entries of a cache stand on the servers. */
public enum Encoding {
  /** In an envelope with deadline and version. */
  JDANCE,
  /** As the bytes of the string or array themselves, for other clients to read. */
  RAW
}
