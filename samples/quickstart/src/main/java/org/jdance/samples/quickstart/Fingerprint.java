package org.jdance.samples.quickstart;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The slow work: a digest of a digest of a digest, as one protects passwords. Always the same answer for the same word. */
final class Fingerprint {

  /** About half a millisecond for one word. */
  static final int ROUNDS = 2_000;

  private Fingerprint() {}

  static String of(String word) {
    MessageDigest sha256 = sha256();
    byte[] digest = word.getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < ROUNDS; round++) {
      digest = sha256.digest(digest);
    }
    return HexFormat.of().formatHex(digest);
  }

  /** A digest of all that is given to it. */
  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256, but this one does not", e);
    }
  }
}
