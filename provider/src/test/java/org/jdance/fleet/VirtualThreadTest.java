package org.jdance.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.cache.Cache;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Far more virtual threads than carriers, on a JVM that has them. */
class VirtualThreadTest {

  private static final int THREADS = 1000;

  /** More than its node has connections; each request is one there. */
  private static final int THREADS_ON_SHAREDANCE = 40;

  private static final int OPERATIONS = 5;
  private static final int SECONDS = 60;

  @ParameterizedTest
  @EnumSource(Servers.Kind.class)
  void manyVirtualThreadsShareAFleet(Servers.Kind kind) throws Exception {
    Method executor = Arrays.stream(Executors.class.getMethods())
        .filter(method -> method.getName().equals("newVirtualThreadPerTaskExecutor"))
        .findFirst()
        .orElse(null);
    assumeTrue(executor != null && Runtime.version().feature() >= 21, "This JVM has no virtual threads");
    int count = kind == Servers.Kind.SHAREDANCE ? THREADS_ON_SHAREDANCE : THREADS;
    // A thousand on two processors: that all are served is the point, not when.
    try (Servers servers = Servers.start(kind, 2); Client client = Client.of(servers.uri("timeout=30s"))) {
      Cache<Object, Object> cache = client.cache();
      cache.get("warm-up");
      ExecutorService threads = (ExecutorService) executor.invoke(null);
      LongAdder right = new LongAdder();
      try {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          String key = "k" + i;
          all.add(threads.submit(() -> {
            for (int n = 0; n < OPERATIONS; n++) {
              cache.put(key, n);
              Object seen = cache.invoke(key, (entry, arguments) -> entry.getValue());
              right.add(Integer.valueOf(n).equals(cache.get(key)) && Integer.valueOf(n).equals(seen) ? 1 : 0);
            }
          }));
        }
        for (Future<?> one : all) {
          one.get(SECONDS, TimeUnit.SECONDS);
        }
      } finally {
        threads.shutdownNow();
      }
      assertEquals((long) count * OPERATIONS, right.sum());
    }
  }
}
