package org.jdance.internal.transport.oneshot;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes of one request, in two parts so that a large second one is not copied; the server acts on the whole only. */
public final class OneShotRequest {

  /** A body up to this size goes into one packet with the head. */
  private static final int JOINED_BYTES = 16 << 10;

  /** What is handed to a socket at a time: the JDK keeps a buffer as large as the largest piece for each thread. */
  static final int PIECE = 64 << 10;

  private final byte[] head;
  private final byte[] body;
  private final int maxReplyBytes;

  /**
   * A request.
   *
   * @param head its beginning
   * @param body its rest, perhaps nothing; not changed by anybody from now on
   * @param maxReplyBytes how long a reply may be
   */
  public OneShotRequest(byte[] head, byte[] body, int maxReplyBytes) {
    if (body.length > 0 && body.length <= JOINED_BYTES) {
      byte[] joined = Arrays.copyOf(head, head.length + body.length);
      System.arraycopy(body, 0, joined, head.length, body.length);
      this.head = joined;
      this.body = new byte[0];
    } else {
      this.head = head;
      this.body = body;
    }
    this.maxReplyBytes = maxReplyBytes;
  }

  int maxReplyBytes() {
    return maxReplyBytes;
  }

  long length() {
    return (long) head.length + body.length;
  }

  /** The next piece of the request after {@code written} bytes of it. */
  ByteBuffer[] piece(long written) {
    int inBody = (int) Math.max(0, written - head.length);
    ByteBuffer fromBody = ByteBuffer.wrap(body, inBody, Math.min(PIECE, body.length - inBody));
    if (written >= head.length) {
      return new ByteBuffer[] {fromBody};
    }
    return new ByteBuffer[] {ByteBuffer.wrap(head, (int) written, head.length - (int) written), fromBody};
  }
}
