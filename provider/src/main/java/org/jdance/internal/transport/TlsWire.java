package org.jdance.internal.transport;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * Bytes through TLS. The peer's certificate must be trusted and name the host.
 *
 * <p>One thread writes and one reads at a time; the engine and its handshake are shared by both, so each call holds this object's lock.
 */
final class TlsWire implements Wire {

  private static final int HANDSHAKE_STEPS = 1_000;

  private final SocketChannel channel;
  private final SSLEngine engine;
  private final ReentrantLock lock = new ReentrantLock();
  private final ByteBuffer nothing = ByteBuffer.allocate(0);
  private ByteBuffer encryptedOut;
  private ByteBuffer encryptedIn;
  private ByteBuffer plainIn;
  private boolean handshaken;
  private boolean ended;
  private boolean holdsInput;

  TlsWire(SocketChannel channel, SSLContext context, String host, int port) throws IOException {
    this.channel = channel;
    this.engine = context.createSSLEngine(host, port);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    int packet = engine.getSession().getPacketBufferSize();
    this.encryptedOut = ByteBuffer.allocateDirect(2 * packet).limit(0);
    this.encryptedIn = ByteBuffer.allocateDirect(4 * packet).limit(0);
    this.plainIn = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).limit(0);
    engine.beginHandshake();
  }

  /** Goes on with the handshake as far as it goes without waiting; whether it is over. */
  boolean handshake() throws IOException {
    lock.lock();
    try {
      return handshaken || shakeHands();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    lock.lock();
    try {
      while (bytes.hasRemaining() && flush()) {
        wrap(bytes);
      }
      flush();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean flush() throws IOException {
    lock.lock();
    try {
      if (encryptedOut.hasRemaining()) {
        channel.write(encryptedOut);
      }
      return !encryptedOut.hasRemaining();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    lock.lock();
    try {
      int before = into.position();
      boolean more = true;
      while (into.hasRemaining() && more) {
        if (plainIn.hasRemaining()) {
          int length = Math.min(into.remaining(), plainIn.remaining());
          into.put(plainIn.slice(plainIn.position(), length));
          plainIn.position(plainIn.position() + length);
        } else {
          more = unwrap();
        }
      }
      holdsInput = plainIn.hasRemaining() || (more && encryptedIn.hasRemaining());
      int length = into.position() - before;
      return length == 0 && isEnded() ? -1 : length;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean hasRecords() {
    return true;
  }

  @Override
  public boolean holdsInput() {
    return holdsInput;
  }

  private boolean shakeHands() throws IOException {
    for (int step = 0; step < HANDSHAKE_STEPS; step++) {
      if (!flush()) {
        return false;
      }
      HandshakeStatus status = engine.getHandshakeStatus();
      if (status == HandshakeStatus.NEED_TASK) {
        runTasks();
      } else if (status == HandshakeStatus.NEED_WRAP) {
        wrap(nothing);
      } else if (status == HandshakeStatus.NEED_UNWRAP || status == HandshakeStatus.NEED_UNWRAP_AGAIN) {
        if (!unwrap()) {
          if (isEnded()) {
            throw new EOFException("the server closed the connection in the TLS handshake");
          }
          return false;
        }
      } else {
        handshaken = true;
        return flush();
      }
    }
    throw new SSLException("the TLS handshake does not end");
  }

  /** What a handshake, or a later change of keys, has to compute; some milliseconds at most. */
  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  private void wrap(ByteBuffer bytes) throws IOException {
    encryptedOut.compact();
    try {
      SSLEngineResult result = engine.wrap(bytes, encryptedOut);
      if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
        encryptedOut = larger(encryptedOut, engine.getSession().getPacketBufferSize());
      } else if (result.getStatus() == SSLEngineResult.Status.CLOSED && bytes.hasRemaining()) {
        throw new EOFException("the server has closed the TLS session");
      }
    } finally {
      encryptedOut.flip();
    }
    if (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
      runTasks();
    }
  }

  /** Decrypts one packet; false if a whole one has not come, or none will. */
  private boolean unwrap() throws IOException {
    while (true) {
      plainIn.clear();
      SSLEngineResult result;
      try {
        result = engine.unwrap(encryptedIn, plainIn);
      } finally {
        plainIn.flip();
      }
      switch (result.getStatus()) {
        case OK -> {
          if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            runTasks();
          } else if (handshaken && result.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            wrap(nothing);
            flush();
          }
          return true;
        }
        case BUFFER_OVERFLOW ->
            plainIn = ByteBuffer.allocate(plainIn.capacity() + engine.getSession().getApplicationBufferSize()).limit(0);
        case CLOSED -> {
          return false;
        }
        case BUFFER_UNDERFLOW -> {
          if (!receive()) {
            return false;
          }
        }
      }
    }
  }

  private boolean receive() throws IOException {
    if (encryptedIn.remaining() == encryptedIn.capacity()) {
      encryptedIn = larger(encryptedIn.compact(), engine.getSession().getPacketBufferSize()).flip();
    }
    encryptedIn.compact();
    int received;
    try {
      received = channel.read(encryptedIn);
    } finally {
      encryptedIn.flip();
    }
    if (received < 0) {
      // A peer that ends without saying so ends all the same; the protocol above knows whether something is missing.
      ended = true;
    }
    return received > 0;
  }

  private boolean isEnded() {
    return ended || engine.isInboundDone();
  }

  private static ByteBuffer larger(ByteBuffer full, int more) {
    return ByteBuffer.allocateDirect(full.capacity() + more).put(full.flip());
  }
}
