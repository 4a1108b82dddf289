package org.jdance.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.jdance.FleetListener;
import org.jdance.FleetStatus;
import org.jdance.JDanceCacheManager;
import org.jdance.JDanceCachingProvider;
import org.jdance.JDanceFleet;
import org.jdance.NodeState;
import org.jdance.NodeStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fleet seen from outside: its status, its listeners, its management bean. */
@Timeout(120)
class FleetWatchTest {

  private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();

  @ParameterizedTest
  @EnumSource(Servers.Kind.class)
  @SuppressWarnings("try") // closed early on purpose: what is left behind is looked at
  void aServerThatDiesAndComesBackIsToldStateByState(Servers.Kind kind) throws Exception {
    try (Servers servers = Servers.start(kind, 3); Client client = Client.of(servers.uri("timeout=2s&lease=100ms"))) {
      JDanceFleet fleet = client.manager().fleet();
      assertSame(fleet, client.manager().fleet());
      eventually(() -> work(client.cache()));
      for (int i = 0; i < 100; i++) {
        client.cache().put("still" + i, i);
      }
      Heard heard = new Heard();
      fleet.addListener(new Throwing());
      fleet.addListener(heard);
      FleetStatus before = fleet.status();
      assertEquals("test", before.namespace());
      assertEquals(2, before.copies());
      assertEquals(3, before.nodes().size());
      assertTrue(before.nodes().stream().allMatch(node -> node.state() == NodeState.UP && node.incarnation().length() == 32));
      String name = Servers.address(servers.get(1));
      servers.get(1).kill();
      eventually(() -> work(client.cache()) && node(fleet, name).state() == NodeState.OUT);
      servers.restartEmpty(1);
      eventually(() -> work(client.cache()) && node(fleet, name).state() == NodeState.UP);
      eventually(() -> heard.states(name).equals(List.of(NodeState.OUT, NodeState.COLD, NodeState.UP)));
      eventually(() -> heard.figures.stream().anyMatch(status -> status.counts().viewChanges() > before.counts().viewChanges()));
      assertNotEquals(incarnation(before, name), node(fleet, name).incarnation());
      assertTrue(node(fleet, name).errors() > 0, "no error counted");
      assertTrue(fleet.status().counts().fills() > 0, "no fill counted");

      ObjectName bean = bean(servers, kind);
      assertEquals(3, ((TabularData) BEANS.getAttribute(bean, "NodeStates")).size());
      assertEquals(fleet.status().counts().fills(), BEANS.getAttribute(bean, "Fills"));
      for (var attribute : BEANS.getMBeanInfo(bean).getAttributes()) {
        BEANS.getAttribute(bean, attribute.getName());
      }
      fleet.removeListener(heard);
      client.close();
      assertFalse(BEANS.isRegistered(bean), "the bean outlives the fleet");
      assertThrows(IllegalStateException.class, () -> fleet.addListener(heard));
    }
  }

  @Test
  @SuppressWarnings("try") // closed early on purpose: what is left behind is looked at
  void aListenerThatNeverReturnsHoldsUpNobody() throws Exception {
    try (Servers servers = Servers.start(Servers.Kind.REDIS, 2); Client client = Client.of(servers.uri("timeout=2s&lease=100ms"))) {
      CountDownLatch stuck = new CountDownLatch(1);
      CountDownLatch reached = new CountDownLatch(1);
      client.manager().fleet().addListener(new FleetListener() {
        @Override
        public void figuresChanged(FleetStatus status) {
          reached.countDown();
          try {
            assertTrue(stuck.await(60, TimeUnit.SECONDS));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        }
      });
      assertTrue(reached.await(30, TimeUnit.SECONDS));
      eventually(() -> work(client.cache()));
      servers.get(1).kill();
      eventually(() -> work(client.cache()) && node(client.manager().fleet(), Servers.address(servers.get(1))).state() == NodeState.OUT);
      client.close();
      stuck.countDown();
    }
  }

  @Test
  void twoFleetsOfOneNameHaveABeanEachAndNoSecretInIt(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("strange.properties");
    Files.writeString(
        file,
        "jdance.nodes=redis://user:geheim@127.0.0.1:1?name=a,redis://user:geheim@127.0.0.1:2?name=b\njdance.namespace=a_b.C-1\n");
    try (Client one = Client.of(file.toUri().toString()); Client two = Client.of(file.toUri().toString())) {
      one.manager().fleet();
      two.manager().fleet();
      Set<ObjectName> names = BEANS.queryNames(null, null);
      List<String> ours = names.stream().map(ObjectName::toString).filter(name -> name.startsWith("org.jdance:type=Fleet,namespace=\"a_b.C-1\",")).sorted().toList();
      assertEquals(2, ours.size(), () -> "beans: " + names);
      assertTrue(ours.get(1).endsWith(",instance=2"));
      assertTrue(ours.stream().noneMatch(name -> name.contains("geheim")));
    }
  }

  @Test
  void cachesOfThisJvmHaveNoFleet() {
    try (JDanceCachingProvider provider = new JDanceCachingProvider()) {
      JDanceCacheManager manager = provider.getCacheManager(URI.create("jdance:memory"), null, null).unwrap(JDanceCacheManager.class);
      assertThrows(IllegalStateException.class, manager::fleet);
    }
  }

  private static ObjectName bean(Servers servers, Servers.Kind kind) throws JMException {
    String nodes = String.join(",", List.of(0, 1, 2).stream().map(i -> Servers.address(servers.get(i))).toList());
    String text = "org.jdance:type=Fleet,namespace=\"test\",nodes=" + ObjectName.quote(nodes);
    ObjectName name = new ObjectName(text);
    assertTrue(BEANS.isRegistered(name), () -> kind.name().toLowerCase(Locale.ROOT) + ": " + BEANS.queryNames(null, null));
    return name;
  }

  private static boolean work(Cache<Object, Object> cache) {
    try {
      for (int i = 0; i < 20; i++) {
        cache.put("k" + i, i);
        assertEquals(i, cache.get("k" + i));
      }
      return true;
    } catch (CacheException e) {
      return false;
    }
  }

  private static NodeStatus node(JDanceFleet fleet, String name) {
    return fleet.status().nodes().stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow();
  }

  private static String incarnation(FleetStatus status, String name) {
    return status.nodes().stream().filter(node -> node.name().equals(name)).findFirst().orElseThrow().incarnation();
  }

  private static void eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() - end < 0, "did not happen in time");
      LockSupport.parkNanos(5_000_000);
    }
  }

  /** Notes what it hears. */
  private static final class Heard implements FleetListener {
    final ConcurrentLinkedQueue<NodeStatus> changes = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<FleetStatus> figures = new ConcurrentLinkedQueue<>();

    @Override
    public void nodeChanged(String namespace, NodeStatus before, NodeStatus after) {
      assertEquals("test", namespace);
      changes.add(after);
    }

    @Override
    public void figuresChanged(FleetStatus status) {
      figures.add(status);
    }

    /** One server's states, each once. */
    List<NodeState> states(String name) {
      List<NodeState> all = changes.stream().filter(node -> node.name().equals(name)).map(NodeStatus::state).toList();
      return all.stream().distinct().toList();
    }
  }

  /** Harms nobody. */
  private static final class Throwing implements FleetListener {
    @Override
    public void nodeChanged(String namespace, NodeStatus before, NodeStatus after) {
      throw new IllegalStateException("as a test");
    }

    @Override
    public void figuresChanged(FleetStatus status) {
      throw new AssertionError("as a test");
    }
  }
}
