package org.jdance.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdance.testing.TcpProxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Three JVMs of four threads read and write 20,000 keys (on Sharedance 2,000) with two copies on three servers, and something happens to one of them from which it comes
 * back: nobody meets an exception or anything old, nothing acknowledged is lost, and in the end the fleet is whole again.
 */
class ReturnTest {

  private static final int JVMS = Application.JVMS_ON_KEYS;
  private static final int THREADS = 4;
  private static final int KEYS = 20_000;

  /** Of Sharedance, where each request is a connection. */
  private static final int FEWER_KEYS = 2_000;

  private static final int CHUNK = 1_000;

  /** Of one operation, in seconds; as in {@link KillTest}. */
  private static final int SECONDS = Integer.getInteger("fleet.timeout", 3);

  private static final String TIMEOUT = "jdance.timeout=" + SECONDS + "s";

  /** How often each fault is tried. */
  private static final int REPEAT = Integer.getInteger("fleet.repeat", 1);

  /** How long it may take until the fleet is whole again; what it took is printed. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static List<ApplicationProcess> applications = List.of();

  @BeforeAll
  static void start() {
    applications = ApplicationProcess.start(JVMS);
  }

  @AfterAll
  static void end() {
    applications.forEach(ApplicationProcess::close);
  }

  @ParameterizedTest
  @CsvSource({
    "REDIS, RESTARTED_EMPTY", "REDIS, RESTARTED_OLD", "REDIS, STOPPED", "REDIS, CUT_FOR_ONE", "REDIS, FLUSHED",
    "MEMCACHED, RESTARTED_EMPTY", "MEMCACHED, STOPPED", "MEMCACHED, CUT_FOR_ONE", "MEMCACHED, FLUSHED",
    "SHAREDANCE, RESTARTED_EMPTY", "SHAREDANCE, RESTARTED_OLD"
  })
  void aServerThatComesBackNeverWinsWithOldData(Servers.Kind kind, FleetFaults fault) {
    for (int i = 0; i < REPEAT; i++) {
      trial(kind, fault, i % 3);
    }
  }

  private static void trial(Servers.Kind kind, FleetFaults fault, int victim) {
    int keys = ((kind == Servers.Kind.SHAREDANCE ? FEWER_KEYS : KEYS) + JVMS * THREADS - 1) / (JVMS * THREADS);
    try (Servers servers = Servers.startPersistent(kind, 3);
        TcpProxy network = TcpProxy.to(servers.get(victim).host(), servers.get(victim).port())) {
      String direct = servers.fileUri("direct.properties", -1, "", TIMEOUT);
      List<String> uris = new ArrayList<>(List.of(direct, direct, direct));
      uris.set(0, servers.fileUri("by-network.properties", victim, network.host() + ":" + network.port(), TIMEOUT));
      Tally filled = ApplicationProcess.run(applications, uris, "fill", THREADS, keys, () -> {});
      assertEquals(List.of(), filled.errors);
      fault.prepare(servers, victim);
      try (FleetWatch watch = new FleetWatch(servers)) {
        Tally tally = ApplicationProcess.run(applications, uris, "keys", THREADS, keys, () -> {
          FleetFaults.pass(Duration.ofMillis(500));
          watch.begin();
          fault.strike(servers, victim, network);
          watch.awaitWhole(PATIENCE);
          FleetFaults.pass(Duration.ofMillis(500));
        });
        List<String> lost = lost(direct, tally);
        System.out.println(
            kind + ", " + fault + " of server " + victim + ": " + tally.figures() + ", " + lost.size() + " lost; " + watch.figures());
        assertEquals(List.of(), tally.wrong);
        assertEquals(List.of(), lost);
        assertEquals(List.of(), tally.errors);
        assertEquals(List.of(), tally.unknown);
        long allowed = 2 * Duration.ofSeconds(SECONDS).toMillis() + tally.pauseMillis;
        assertTrue(tally.slowestNanos / 1_000_000 <= allowed, tally.figures());
      }
    }
  }

  /** What a JVM that has not met the fleet before does not find as it was acknowledged. */
  private static List<String> lost(String uri, Tally tally) {
    List<String> lost = new ArrayList<>();
    try (Client client = Client.of(uri)) {
      List<String> keys = new ArrayList<>(tally.puts.keySet());
      for (int from = 0; from < keys.size(); from += CHUNK) {
        Set<Object> chunk = new HashSet<>(keys.subList(from, Math.min(keys.size(), from + CHUNK)));
        Map<Object, Object> found = client.cache().getAll(chunk);
        for (Object key : chunk) {
          Tally.Bounds bounds = tally.puts.get(key);
          long value = (Long) found.getOrDefault(key, 0L);
          if (value < bounds.acknowledged || value > bounds.attempted) {
            lost.add(key + " is " + value + " but must be " + bounds);
          }
        }
      }
    }
    return lost;
  }
}
