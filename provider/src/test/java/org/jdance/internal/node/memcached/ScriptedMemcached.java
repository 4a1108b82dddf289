package org.jdance.internal.node.memcached;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.Pending;
import org.jdance.internal.transport.ConnectionSettings;
import org.jdance.internal.transport.Endpoint;
import org.jdance.testing.Script;
import org.jdance.testing.ScriptedPeer;
import org.jspecify.annotations.Nullable;

/** A node whose server plays a script. */
final class ScriptedMemcached implements AutoCloseable {

  static final String ASKED = "version\r\nstats settings\r\nstats\r\n";

  /** The server's clock is far from any machine's. */
  static final long SERVER_SECONDS = 2_000_000_000L;

  static final String ANSWERED =
      "VERSION 1.6.18\r\nSTAT item_size_max 1048576\r\nSTAT cas_enabled yes\r\nSTAT evictions on\r\nEND\r\nSTAT pid 1\r\nSTAT time "
          + SERVER_SECONDS + "\r\nEND\r\n";

  final ScriptedPeer peer;
  final MemcachedNode node;

  /** It goes on waiting, but the date stays, so that what is sent of it is known. */
  private static final class StoppedCalendar implements TimeSource {

    @Override
    public long millis() {
      return 1_800_000_000_000L;
    }

    @Override
    public long nanos() {
      return TimeSource.system().nanos();
    }
  }

  private ScriptedMemcached(Consumer<Script> script, @Nullable String user, @Nullable String password) {
    peer = ScriptedPeer.playing(script);
    ConnectionSettings settings = new ConnectionSettings(Duration.ofSeconds(5), user, password, null, new StoppedCalendar());
    node = new MemcachedNode(new Endpoint("mc-1", peer.host(), peer.port(), false), settings);
  }

  /** A server that greets well, and then plays the script. */
  static ScriptedMemcached greeted(Consumer<Script> script) {
    return ungreeted(s -> script.accept(greet(s)));
  }

  /** A server that plays the script from the first byte on. */
  static ScriptedMemcached ungreeted(Consumer<Script> script) {
    return new ScriptedMemcached(script, null, null);
  }

  static ScriptedMemcached ungreeted(String user, String password, Consumer<Script> script) {
    return new ScriptedMemcached(script, user, password);
  }

  /** The next connection and a good greeting on it. */
  static Script greet(Script script) {
    return script.accept().expect(ASKED).send(ANSWERED);
  }

  static Deadline within() {
    return within(Duration.ofSeconds(10));
  }

  static Deadline within(Duration time) {
    return Deadline.after(TimeSource.system(), time);
  }

  static <T> T await(Pending<T> pending) {
    return pending.await(within());
  }

  static NodeException assertFails(NodeException.Kind kind, Pending<?> pending) {
    NodeException e = assertThrows(NodeException.class, () -> await(pending));
    assertEquals(kind, e.kind(), e::getMessage);
    assertTrue(e.getMessage().contains("mc-1"), e::getMessage);
    return e;
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    node.close();
    peer.close();
  }
}
