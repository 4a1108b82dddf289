package org.jdance.internal.node.sharedance;

import java.nio.ByteBuffer;
import org.jdance.internal.transport.oneshot.OneShotRequest;

/** The bytes of the three requests: command, length of the key, of a store the length of the data, key, data. */
final class Requests {

  /** The largest request that a server takes if nobody told it otherwise. */
  static final int MAX_BYTES = 32 << 20;

  /** One byte more than the answer to a store or deletion, so that what follows it is seen. */
  private static final int MAX_ANSWER = Answers.OK_BYTES + 1;

  private static final byte[] NO_BODY = new byte[0];

  private Requests() {}

  static OneShotRequest store(byte[] wireKey, byte[] value) {
    byte[] head = ByteBuffer.allocate(9 + wireKey.length).put((byte) 'S').putInt(wireKey.length).putInt(value.length).put(wireKey).array();
    return new OneShotRequest(head, value, MAX_ANSWER);
  }

  static OneShotRequest fetch(byte[] wireKey) {
    return new OneShotRequest(keyed('F', wireKey), NO_BODY, MAX_BYTES);
  }

  static OneShotRequest delete(byte[] wireKey) {
    return new OneShotRequest(keyed('D', wireKey), NO_BODY, MAX_ANSWER);
  }

  private static byte[] keyed(char command, byte[] wireKey) {
    return ByteBuffer.allocate(5 + wireKey.length).put((byte) command).putInt(wireKey.length).put(wireKey).array();
  }
}
