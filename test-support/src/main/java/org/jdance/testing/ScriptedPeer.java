package org.jdance.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A server that plays a script, byte for byte, on a port of the loopback interface, and remembers what it got.
 *
 * <p>What it is sent is to be exactly what the script expects: anything else ends the script, and {@link #await} and {@link #close} fail with the
 * difference. At the end of the script the last connection stays open, mute, until {@link #close}. A pause ends by {@link #proceed}.
 */
public final class ScriptedPeer implements AutoCloseable {

  /** How long one step may take. */
  private static final int STEP_MILLIS = 10_000;

  private final ServerSocket listener;
  private final List<Script.Step> steps;
  private final List<Socket> accepted = new ArrayList<>();
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final Semaphore proceeds = new Semaphore(0);
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread player = new Thread(this::play, "jdance-scripted-peer");
  private volatile @Nullable Throwable failure;
  private volatile boolean closed;

  private ScriptedPeer(List<Script.Step> steps) {
    this.steps = steps;
    try {
      this.listener = Loopback.listen(FreePort.next());
      listener.setSoTimeout(STEP_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    player.setDaemon(true);
    player.start();
  }

  /** A peer that plays what {@code writing} writes. */
  public static ScriptedPeer playing(Consumer<Script> writing) {
    Script script = new Script();
    writing.accept(script);
    return new ScriptedPeer(script.steps());
  }

  /** Where it listens. */
  public String host() {
    return Loopback.HOST;
  }

  /** Where it listens. */
  public int port() {
    return listener.getLocalPort();
  }

  /** All bytes that it got so far, of all connections, in order. */
  public byte[] received() {
    synchronized (received) {
      return received.toByteArray();
    }
  }

  /** Ends the pause of a script that pauses, or that will. */
  public void proceed() {
    proceeds.release();
  }

  /** Waits until the script is at its end; fails with what went otherwise than written. */
  public void await() {
    try {
      if (!done.await(STEP_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("The script is not at its end; got so far: " + Bytes.show(received()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for the script", e);
    }
    check();
  }

  /** Ends everything; fails if the script met something that it did not expect. */
  @Override
  public void close() {
    closed = true;
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    player.interrupt();
    synchronized (accepted) {
      accepted.forEach(ScriptedPeer::closeQuietly);
    }
    try {
      player.join(STEP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    check();
  }

  private void check() {
    Throwable met = failure;
    if (met != null) {
      throw new AssertionError("Scripted peer: " + met.getMessage(), met);
    }
  }

  private void play() {
    int number = 0;
    try {
      Socket current = null;
      for (Script.Step step : steps) {
        number++;
        current = perform(step, current);
      }
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      if (!closed) {
        failure = new AssertionError("step " + number + " (" + steps.get(number - 1).name() + "): " + e.getMessage(), e);
      }
      // A client that waits for the rest of a failed script is not to wait for its own timeout.
      synchronized (accepted) {
        accepted.forEach(ScriptedPeer::closeQuietly);
      }
    } finally {
      done.countDown();
    }
  }

  private @Nullable Socket perform(Script.Step step, @Nullable Socket current) throws IOException, InterruptedException {
    switch (step.action()) {
      case ACCEPT -> {
        return accept();
      }
      case EXPECT -> expect(open(current), step.bytes());
      case EXPECT_CLOSE -> expectClose(open(current));
      case SEND -> {
        open(current).getOutputStream().write(step.bytes());
        open(current).getOutputStream().flush();
      }
      case PAUSE -> {
        if (!proceeds.tryAcquire(STEP_MILLIS, TimeUnit.MILLISECONDS)) {
          throw new AssertionError("nobody said to proceed");
        }
      }
      case CLOSE -> open(current).close();
      case RESET -> {
        open(current).setSoLinger(true, 0);
        open(current).close();
      }
      case REFUSE -> listener.close();
    }
    return current;
  }

  private Socket accept() throws IOException {
    Socket socket = listener.accept();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(STEP_MILLIS);
    synchronized (accepted) {
      accepted.add(socket);
    }
    return socket;
  }

  private void expect(Socket socket, byte[] expected) throws IOException {
    byte[] actual = new byte[expected.length];
    int length = 0;
    InputStream in = socket.getInputStream();
    while (length < expected.length) {
      int read;
      try {
        read = in.read(actual, length, expected.length - length);
      } catch (SocketTimeoutException e) {
        throw new AssertionError("nothing more came: " + Bytes.difference(expected, Arrays.copyOf(actual, length)), e);
      }
      if (read < 0) {
        throw new AssertionError("the client closed: " + Bytes.difference(expected, Arrays.copyOf(actual, length)));
      }
      synchronized (received) {
        received.write(actual, length, read);
      }
      length += read;
      if (!Arrays.equals(actual, 0, length, expected, 0, length)) {
        throw new AssertionError(Bytes.difference(expected, Arrays.copyOf(actual, length)));
      }
    }
  }

  private static void expectClose(Socket socket) throws IOException {
    try {
      int next = socket.getInputStream().read();
      if (next >= 0) {
        byte[] more = socket.getInputStream().readNBytes(socket.getInputStream().available());
        throw new AssertionError("expected the client to close, but got " + Bytes.show(new byte[] {(byte) next}) + " and " + Bytes.show(more));
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the client did not close", e);
    } catch (SocketException e) {
      // Reset by the client: closed as well.
    }
  }

  private static Socket open(@Nullable Socket current) {
    if (current == null) {
      throw new AssertionError("the script has accepted no connection");
    }
    return current;
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
