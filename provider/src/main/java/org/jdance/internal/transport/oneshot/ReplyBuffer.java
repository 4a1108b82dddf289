package org.jdance.internal.transport.oneshot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/** A reply while it arrives. Used by one thread at a time. */
final class ReplyBuffer {

  /** How a read ended. */
  enum State {
    /** Nothing more for now. */
    WAITING,
    /** The server has closed: the reply is whole, or cut. */
    ENDED,
    /** More came than a reply may have. */
    TOO_LONG
  }

  private static final int FIRST_BYTES = 2048;

  private final int maxBytes;
  private byte[] bytes;
  private int count;

  ReplyBuffer(int maxBytes) {
    this.maxBytes = maxBytes;
    this.bytes = new byte[Math.min(FIRST_BYTES, maxBytes + 1)];
  }

  State readFrom(SocketChannel channel) throws IOException {
    while (true) {
      int read = channel.read(room());
      if (read <= 0) {
        return read == 0 ? State.WAITING : State.ENDED;
      }
      count += read;
      if (count > maxBytes) {
        return State.TOO_LONG;
      }
    }
  }

  /** The reply. The buffer is of no use after it. */
  byte[] take() {
    return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
  }

  int count() {
    return count;
  }

  /** Always for one byte more than may come, so that it is seen. */
  private ByteBuffer room() {
    if (count == bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(maxBytes + 1L, bytes.length * 2L));
    }
    return ByteBuffer.wrap(bytes, count, Math.min(OneShotRequest.PIECE, bytes.length - count));
  }
}
