package org.jdance.internal.sim;

/** One operation of a history. */
final class SimOperation {

  /** What it does. */
  enum Kind {
    READ,
    PUT,
    CAS
  }

  static final long NEVER = Long.MAX_VALUE;

  final int client;
  final Kind kind;
  final Integer expected;
  final Integer value;
  final long begun;
  long ended = NEVER;

  /** What a read found. */
  Integer found;

  /** Whether a conditional write was done; null while nobody knows. */
  Boolean done;

  String trouble = "";

  SimOperation(int client, Kind kind, Integer expected, Integer value, long begun) {
    this.client = client;
    this.kind = kind;
    this.expected = expected;
    this.value = value;
    this.begun = begun;
  }

  boolean isKnown() {
    return ended != NEVER;
  }

  @Override
  public String toString() {
    String what =
        switch (kind) {
          case READ -> "read: " + found;
          case PUT -> "put " + value;
          case CAS -> "cas " + expected + " -> " + value + ": " + done;
        };
    return begun + ".." + (isKnown() ? ended : "?") + " client " + client + " " + what + (trouble.isEmpty() ? "" : " (" + trouble + ")");
  }
}
