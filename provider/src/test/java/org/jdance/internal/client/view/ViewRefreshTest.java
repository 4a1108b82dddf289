package org.jdance.internal.client.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.ManualTime;
import org.jdance.internal.entry.HybridClock;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeCapabilities;
import org.jdance.internal.node.memory.MemoryServer;
import org.jdance.internal.node.memory.ServerKinds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ViewRefreshTest {

  private static final long MILLIS = TimeUnit.NANOSECONDS.toMillis(ViewRefresh.EVERY_NANOS);

  private final ManualTime time = new ManualTime();
  private final AtomicInteger writes = new AtomicInteger();
  private MemoryServer server;
  private ViewKeeper keeper;

  @AfterEach
  void close() {
    keeper.close();
  }

  @Test
  void aServerThatDropsWhatIsOldIsGivenTheViewAgain() {
    keeper = keeperOn(ServerKinds.SHAREDANCE_LIKE);
    use(keeper);
    int before = writes.get();
    time.advance(MILLIS - 1);
    use(keeper);
    assertEquals(before, writes.get());
    time.advance(1);
    use(keeper);
    use(keeper);
    assertEquals(before + 1, writes.get());
  }

  @Test
  void othersAreNot() {
    keeper = keeperOn(ServerKinds.REDIS_LIKE);
    use(keeper);
    int before = writes.get();
    time.advance(2 * MILLIS);
    use(keeper);
    assertEquals(before, writes.get());
  }

  @Test
  void aLaterViewIsNotOverwritten() {
    keeper = keeperOn(ServerKinds.SHAREDANCE_LIKE);
    use(keeper);
    try (ViewKeeper other = keeper(8)) {
      other.newGeneration("c", within());
      Version generation = use(other).view().generationOf("c");
      assertNotEquals(View.FIRST_GENERATION, generation);
      time.advance(MILLIS);
      assertEquals(generation, use(keeper).view().generationOf("c"));
    }
  }

  private ViewKeeper keeperOn(NodeCapabilities kind) {
    server = new MemoryServer("n", kind, time);
    return keeper(7);
  }

  private ViewKeeper keeper(long writer) {
    List<Member> members = List.of(FleetOptions.member("n", "memory://n", 1, ""));
    FleetOptions options = new FleetOptions("test", new Layout(1, Layout.RENDEZVOUS), members, Duration.ofMillis(50), false, Duration.ofSeconds(10));
    return new ViewKeeper(options, member -> counting(server.connect()), new HybridClock(time, writer), time);
  }

  private FleetState use(ViewKeeper by) {
    return by.usable(within());
  }

  private Deadline within() {
    return Deadline.after(time, Duration.ofSeconds(2));
  }

  private Node counting(Node node) {
    return (Node)
        Proxy.newProxyInstance(
            Node.class.getClassLoader(), new Class<?>[] {Node.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("write")) {
                writes.incrementAndGet();
              }
              try {
                return method.invoke(node, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
