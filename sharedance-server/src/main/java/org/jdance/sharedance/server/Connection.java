package org.jdance.sharedance.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.InvalidPathException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One client: its request, then the reply, then the end. Used by the server's thread alone. */
final class Connection {

  /** What {@link #go} answers when the connection is over. */
  static final int OVER = 0;

  private static final byte[] OK = {'O', 'K', '\n'};

  /** How many bytes are moved at a time; and how often before other clients have their turn. */
  private static final int PIECE = 64 << 10;
  private static final int PIECES_A_TURN = 32;

  private final SocketChannel channel;
  private final EntryFiles files;
  private final BiConsumer<String, Exception> failures;
  private @Nullable Request request;
  private @Nullable ByteBuffer shortReply;
  private @Nullable FileChannel value;
  private long valueSent;
  private long valueSize;
  private long activeAt;

  Connection(SocketChannel channel, EntryFiles files, int maxRequest, long now, BiConsumer<String, Exception> failures) {
    this.channel = channel;
    this.files = files;
    this.failures = failures;
    this.request = new Request(maxRequest);
    this.activeAt = now;
  }

  /** Has the selector wait for what {@link #go} answered. */
  void register(Selector selector, int ops) throws IOException {
    channel.register(selector, ops, this);
  }

  /** When the client was last heard of or took something, on the monotonic clock. */
  long activeAt() {
    return activeAt;
  }

  /** Does what can be done without waiting. Answers what to wait for, as a {@link SelectionKey} says it, or {@link #OVER}. */
  int go(long now) throws IOException {
    Request arriving = request;
    if (arriving != null) {
      Request.State state = receive(arriving, now);
      if (state == Request.State.INCOMPLETE) {
        return SelectionKey.OP_READ;
      }
      // Its bytes are not needed any more while the reply goes out.
      request = null;
      if (state == Request.State.BAD || !run(arriving)) {
        return OVER;
      }
    }
    return send(now);
  }

  /** Reads what is there, as far as one turn goes. A client that closed before its request was complete has sent none. */
  private Request.State receive(Request arriving, long now) throws IOException {
    Request.State state = Request.State.INCOMPLETE;
    for (int i = 0; i < PIECES_A_TURN && state == Request.State.INCOMPLETE; i++) {
      int count = channel.read(arriving.room(PIECE));
      if (count < 0) {
        return Request.State.BAD;
      }
      if (count == 0) {
        return state;
      }
      activeAt = now;
      state = arriving.arrived(count);
    }
    return state;
  }

  /** Whether there is anything to answer. A failure has no answer in this protocol; it is told to the log. */
  private boolean run(Request complete) {
    String key = complete.key();
    if (key == null) {
      return false;
    }
    try {
      return run(complete.command(), key, complete);
    } catch (IOException | InvalidPathException e) {
      failures.accept(complete.commandName(), e);
      return false;
    }
  }

  private boolean run(byte command, String key, Request complete) throws IOException {
    if (command == Request.FETCH) {
      value = files.fetch(key);
      valueSize = value == null ? 0 : value.size();
      return valueSize > 0;
    }
    shortReply = ByteBuffer.wrap(OK);
    if (command == Request.DELETE) {
      return files.delete(key);
    }
    files.store(key, complete.data());
    return true;
  }

  private int send(long now) throws IOException {
    if (shortReply != null) {
      channel.write(shortReply);
      return shortReply.hasRemaining() ? SelectionKey.OP_WRITE : OVER;
    }
    FileChannel from = value;
    if (from == null) {
      return OVER;
    }
    for (int i = 0; i < PIECES_A_TURN && valueSent < valueSize; i++) {
      long count = from.transferTo(valueSent, Math.min(PIECE, valueSize - valueSent), channel);
      if (count <= 0) {
        return SelectionKey.OP_WRITE;
      }
      activeAt = now;
      valueSent += count;
    }
    return valueSent < valueSize ? SelectionKey.OP_WRITE : OVER;
  }

  void close() {
    try {
      if (value != null) {
        value.close();
      }
    } catch (IOException e) {
      failures.accept("fetch", e);
    }
    try {
      channel.close();
    } catch (IOException e) {
      // The client is gone already.
    }
  }
}
