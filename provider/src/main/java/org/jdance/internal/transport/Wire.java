package org.jdance.internal.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes to and from a peer, in the clear or through TLS. Nothing waits. */
interface Wire {

  /** Sends what goes without waiting. */
  void write(ByteBuffer bytes) throws IOException;

  /** Whether all that {@link #write} took is with the operating system; tries to bring it there. */
  boolean flush() throws IOException;

  /** Receives what is there: the number of bytes, 0 if none, -1 at the end. */
  int read(ByteBuffer into) throws IOException;

  /**
   * Whether bytes go in records. memcached takes a value out of a record and then waits for the next one, whatever the record still holds; so a
   * record ends where a command ends.
   */
  boolean hasRecords();

  /** Whether {@link #read} may have bytes that the socket has no longer. */
  boolean holdsInput();
}
