package org.jdance.internal.node.redis;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Times to live as Redis has them: milliseconds from now on, or none. */
final class Lives {

  /** What lives longer lives for ever: beyond some hundred million years Redis counts wrong. */
  static final long LONGEST_MILLIS = TimeUnit.DAYS.toMillis(1_000_000);

  private static final byte[] FOR_EVER = {};

  private Lives() {}

  /** Whether the server is to be told. */
  static boolean isMortal(long timeToLiveMillis) {
    return timeToLiveMillis <= LONGEST_MILLIS;
  }

  /** The argument of a script. */
  static byte[] argument(long timeToLiveMillis) {
    return isMortal(timeToLiveMillis) ? Long.toString(timeToLiveMillis).getBytes(StandardCharsets.US_ASCII) : FOR_EVER;
  }
}
