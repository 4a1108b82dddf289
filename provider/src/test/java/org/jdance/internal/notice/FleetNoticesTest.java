package org.jdance.internal.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.CacheOptions;
import org.jdance.internal.client.FailurePolicy;
import org.jdance.internal.client.FleetDrops;
import org.jdance.internal.client.FleetKind;
import org.jdance.internal.client.FleetStore;
import org.jdance.internal.client.keys.WireKeys;
import org.jdance.internal.client.view.FleetOptions;
import org.jdance.internal.client.view.Layout;
import org.jdance.internal.client.view.Member;
import org.jdance.internal.client.view.ViewKeeper;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.HybridClock;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.near.Coherence;
import org.jdance.internal.near.NearBound;
import org.jdance.internal.near.NearStore;
import org.jdance.internal.node.redis.RedisNode;
import org.jdance.internal.node.redis.RedisTracking;
import org.jdance.internal.serial.Serialization;
import org.jdance.internal.serial.SerializationSettings;
import org.jdance.internal.transport.ConnectionSettings;
import org.jdance.internal.transport.Endpoint;
import org.jdance.testing.RedisProcess;
import org.jdance.testing.TcpProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Notices of real servers, over a network that can be broken for them alone. */
@Timeout(60)
final class FleetNoticesTest {

  private static final Duration BOUND = Duration.ofMillis(1_500);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final AtomicLong WRITERS = new AtomicLong(1_000);

  private final TimeSource time = TimeSource.system();
  private final Map<String, RedisProcess> servers = new HashMap<>();
  private final Map<String, TcpProxy> networks = new HashMap<>();
  private final List<Member> members = new ArrayList<>();
  private final List<AutoCloseable> closing = new ArrayList<>();

  private final Client reader;
  private final Client writer;
  private final FleetNotices notices;
  private final Coherence coherence = new Coherence(true, BOUND, 1_000);
  private final NearStore near;
  private final EntryStore other;

  FleetNoticesTest() {
    for (String name : List.of("a", "b", "c")) {
      RedisProcess server = RedisProcess.start();
      servers.put(name, server);
      networks.put(name, TcpProxy.to(server.host(), server.port()));
      members.add(FleetOptions.member(name, "redis://" + name, 1, ""));
    }
    reader = new Client();
    writer = new Client();
    notices = new FleetNotices("test", reader.keeper, this::tracking, time);
    notices.add("c", coherence);
    near = new NearStore(reader.store("c"), coherence, new NearBound(1_000, false), time, () -> {});
    other = writer.store("c");
  }

  /** The part of one JVM. */
  private final class Client {

    private final HybridClock clock = new HybridClock(time, WRITERS.incrementAndGet());
    private final ViewKeeper keeper =
        new ViewKeeper(
            new FleetOptions("test", new Layout(2, Layout.RENDEZVOUS), members, Duration.ofMillis(250), false, Duration.ofSeconds(10)),
            member -> new RedisNode(endpoint(member, servers.get(member.name()).host(), servers.get(member.name()).port()), settings()),
            clock,
            time);

    Client() {
      closing.add(keeper);
    }

    FleetStore store(String cache) {
      SerializationSettings serialization = new SerializationSettings(cache, getClass().getClassLoader(), Object.class, Object.class, true, List.of());
      FleetDrops fleet = new FleetDrops("test", keeper, clock, new FleetKind(true, true), time);
      return new FleetStore(
          cache, fleet, new Serialization(serialization, time), new CacheOptions(Duration.ofSeconds(5), FailurePolicy.THROW, 1 << 20), time, () -> {});
    }
  }

  private ConnectionSettings settings() {
    return new ConnectionSettings(Duration.ofSeconds(2), null, null, null, time);
  }

  private static Endpoint endpoint(Member member, String host, int port) {
    return new Endpoint(member.name(), host, port, false);
  }

  private RedisTracking tracking(Member member) throws java.io.IOException {
    TcpProxy network = networks.get(member.name());
    return new RedisTracking(endpoint(member, network.host(), network.port()), settings(), WireKeys.namespacePrefix("test"), WireKeys.events("test"));
  }

  @AfterEach
  void close() throws Exception {
    notices.close();
    for (AutoCloseable closeable : closing) {
      closeable.close();
    }
    networks.values().forEach(TcpProxy::close);
    servers.values().forEach(RedisProcess::close);
    assertTrue(
        Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> thread.getName().startsWith("jdance-near") && thread.isAlive()),
        "no thread is left");
  }

  private void await(BooleanSupplier condition, String what) {
    long end = time.nanos() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(time.nanos() - end < 0, () -> what + " did not come true");
      time.pause(1_000_000);
    }
  }

  private void write(Object key, Object value) {
    write(key, value, StoredEntry.ETERNAL);
  }

  private void write(Object key, Object value, long deadline) {
    other.write(key, other.payload(value), deadline, other.newDeadline());
  }

  private Object read(Object key) {
    StoredEntry entry = near.read(key);
    return entry == null ? null : entry.payload().value();
  }

  private void awaitNear(Object key, Object value) {
    await(() -> value.equals(read(key)), key + "=" + value);
    long before = near.counts().hits();
    await(
        () -> {
          read(key);
          return near.counts().hits() > before;
        },
        key + " near");
  }

  @Test
  void changesOfOthersAreHeard() {
    await(coherence::isHeard, "hearing");
    for (int i = 0; i < 200; i++) {
      write("k" + i % 7, "v" + i);
      awaitNear("k" + i % 7, "v" + i);
    }
    assertTrue(coherence.notices() >= 200);
    assertEquals(0, near.counts().answersByAge());
  }

  @Test
  void otherCachesOfTheNamespaceAreNotConcerned() {
    await(coherence::isHeard, "hearing");
    Coherence second = new Coherence(true, BOUND, 1_000);
    notices.add("second cache", second);
    write("k", "v");
    awaitNear("k", "v");
    assertEquals(0, second.notices());
    EntryStore secondStore = writer.store("second cache");
    secondStore.write("k", secondStore.payload("v"), StoredEntry.ETERNAL, secondStore.newDeadline());
    await(() -> second.notices() > 0, "a notice of the second cache");
    notices.remove("second cache", second);
    assertFalse(second.isHeard());
  }

  @Test
  void removalClearAndFlushAreHeard() throws Exception {
    await(coherence::isHeard, "hearing");
    write("k", "v1");
    awaitNear("k", "v1");
    other.compareAndSet("k", other.readForUpdate("k", other.newDeadline()), null, 0, other.newDeadline());
    await(() -> read("k") == null, "removed");
    write("k", "v2");
    awaitNear("k", "v2");
    other.clear(other.newDeadline());
    await(() -> read("k") == null, "cleared");
    write("k", "v3");
    awaitNear("k", "v3");
    long flushes = coherence.flushes();
    for (RedisProcess server : servers.values()) {
      try (java.net.Socket socket = new java.net.Socket(server.host(), server.port())) {
        socket.getOutputStream().write("FLUSHALL\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertTrue(socket.getInputStream().read() > 0);
      }
    }
    await(() -> coherence.flushes() > flushes, "a flush");
    await(
        () -> {
          try {
            return read("k") == null;
          } catch (javax.cache.CacheException e) {
            return false;
          }
        },
        "gone");
  }

  @Test
  void aLostConnectionIsMadeAgainAndEntriesAreLookedAfter() {
    await(coherence::isHeard, "hearing");
    write("same", "v1");
    write("changed", "v1");
    awaitNear("same", "v1");
    awaitNear("changed", "v1");
    // The notice of the second copy may still be on its way.
    time.pause(200_000_000);
    awaitNear("same", "v1");
    awaitNear("changed", "v1");
    networks.values().forEach(TcpProxy::refuse);
    networks.values().forEach(TcpProxy::reset);
    await(() -> !coherence.isHeard(), "the loss");
    write("changed", "v2");
    await(() -> "v2".equals(read("changed")), "the change, by age");
    assertEquals("v1", read("same"));
    networks.values().forEach(TcpProxy::heal);
    await(coherence::isHeard, "hearing again");
    assertEquals("v1", read("same"));
    assertTrue(near.counts().revalidations() > 0);
    write("same", "v2");
    awaitNear("same", "v2");
  }

  /** Nothing tells of this loss but the silence. */
  @Test
  void noAnswerIsOlderThanTheBoundWhenTheNetworkIsCutSilently() {
    await(coherence::isHeard, "hearing");
    for (int round = 0; round < 2; round++) {
      String before = "v" + round;
      String after = "w" + round;
      await(coherence::isHeard, "hearing");
      write("k", before);
      awaitNear("k", before);
      networks.values().forEach(TcpProxy::loseReplies);
      write("k", after);
      long acknowledged = time.nanos();
      long lastStale = acknowledged;
      long asked = time.nanos();
      while (!after.equals(read("k"))) {
        lastStale = asked;
        asked = time.nanos();
        assertTrue(asked - acknowledged < PATIENCE.toNanos());
      }
      Duration stale = Duration.ofNanos(lastStale - acknowledged);
      assertTrue(stale.compareTo(BOUND) <= 0, () -> "an answer was " + stale + " old, the bound is " + BOUND);
      networks.values().forEach(TcpProxy::heal);
    }
  }

  @Test
  void aServerThatIsOutIsNotWaitedFor() {
    await(coherence::isHeard, "hearing");
    servers.get("b").kill();
    await(() -> !coherence.isHeard() || coherence.flushes() > 0, "the loss");
    await(
        () -> {
          write("k", "v1");
          return coherence.isHeard();
        },
        "hearing without the server");
    write("k", "v2");
    awaitNear("k", "v2");
  }

  @Test
  void thousandsOfChangesAreHeardWithoutFallingBehind() throws Exception {
    await(coherence::isHeard, "hearing");
    int changes = 20_000;
    Map<Object, org.jdance.internal.entry.Payload> batch = new HashMap<>();
    for (int i = 0; i < changes; i++) {
      batch.put("k" + i % 5_000 + "." + i, other.payload("v"));
      if (batch.size() == 1_000) {
        other.writeAll(batch, StoredEntry.ETERNAL, other.newDeadline());
        batch.clear();
      }
    }
    write("last", "v1");
    long asked = time.nanos();
    awaitNear("last", "v1");
    assertTrue(coherence.isHeard());
    // Two copies each.
    await(() -> coherence.notices() >= 2L * changes, "all notices, not " + coherence.notices());
    assertEquals(0, near.counts().answersByAge());
    assertTrue(time.nanos() - asked >= 0);
  }
}
