package org.jdance.internal.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What one connection has received and nobody has taken yet. */
public final class InputBuffer {

  /** How many bytes are received at once; what is longer is taken out piece by piece. */
  public static final int CAPACITY = 64 << 10;

  private final Object parser;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(CAPACITY).limit(0);

  /** An empty buffer. */
  public InputBuffer(Object parser) {
    this.parser = parser;
  }

  /** The parser that {@link Protocol#newParser} made for this connection. */
  public Object parser() {
    return parser;
  }

  /** How many bytes there are. */
  public int available() {
    return buffer.remaining();
  }

  /** The byte this many places ahead of the next. */
  public byte peek(int offset) {
    return buffer.get(buffer.position() + offset);
  }

  /** Takes the next byte. */
  public byte take() {
    return buffer.get();
  }

  /** Takes bytes into an array. */
  public void take(byte[] into, int offset, int length) {
    buffer.get(into, offset, length);
  }

  /** Drops bytes. */
  public void skip(int length) {
    buffer.position(buffer.position() + length);
  }

  /** Whether no more can be received before something is taken: a parser that still waits for more would wait for ever. */
  boolean isFull() {
    return buffer.remaining() == CAPACITY;
  }

  /** Receives what is there: the number of bytes, 0 if none, -1 at the end. */
  int receive(Wire wire) throws IOException {
    if (!buffer.hasRemaining()) {
      buffer.clear();
    } else if (buffer.position() > 0) {
      buffer.compact();
    } else {
      buffer.position(buffer.limit()).limit(CAPACITY);
    }
    try {
      return wire.read(buffer);
    } finally {
      buffer.flip();
    }
  }

  /** Puts bytes in, for tests of parsers. */
  public void put(byte[] bytes) {
    buffer.compact();
    buffer.put(bytes);
    buffer.flip();
  }
}
