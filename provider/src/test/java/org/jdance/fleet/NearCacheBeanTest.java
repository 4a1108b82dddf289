package org.jdance.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.management.ObjectName;
import org.jdance.CacheGuarantees;
import org.jdance.JDanceCachingProvider;
import org.jdance.NearCacheMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is seen of a near cache from outside. */
@Timeout(60)
class NearCacheBeanTest {

  @Test
  void whatItDidAndHowFarItMayBeTrusted() throws Exception {
    try (Servers servers = Servers.start(Servers.Kind.REDIS, 2); JDanceCachingProvider provider = new JDanceCachingProvider()) {
      URI uri = URI.create(servers.uri("timeout=10s&near.max-entries=10&near.max-staleness=5s"));
      Cache<String, String> cache =
          provider.getCacheManager(uri, null).createCache("products", new MutableConfiguration<String, String>().setTypes(String.class, String.class)
              .setManagementEnabled(true));
      NearCacheMXBean near = cache.unwrap(NearCacheMXBean.class);
      assertTrue(near.isTold());
      assertTrue(cache.unwrap(CacheGuarantees.class).crossJvmInvalidation());
      assertEquals(5_000, near.getMaxStalenessMillis());
      long end = System.nanoTime() + 20_000_000_000L;
      cache.put("k", "v");
      while (near.getHits() == 0 || near.getNotices() == 0 || near.getEntries() != 1) {
        if (near.getHits() > 0 && near.getNotices() == 0) {
          // Written before the server was asked to tell: once more.
          cache.put("k", "v");
        }
        assertEquals("v", cache.get("k"));
        assertTrue(System.nanoTime() < end, "no hit although changes are heard: " + near.isHeard());
        LockSupport.parkNanos(1_000_000);
      }
      assertTrue(near.isHeard());
      assertTrue(near.getStalenessBoundMillis() <= 5_000);
      assertTrue(near.getFills() > 0 && near.getMisses() > 0);
      Set<ObjectName> names = ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("org.jdance:type=NearCache,*"), null);
      assertEquals(1, names.size());
      assertEquals(true, ManagementFactory.getPlatformMBeanServer().getAttribute(names.iterator().next(), "Heard"));
      cache.close();
      assertFalse(near.isHeard());
      assertEquals(5_000, near.getStalenessBoundMillis());
      assertEquals(Set.of(), ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("org.jdance:type=NearCache,*"), null));
    }
  }

  @Test
  void aCacheWithoutOneSaysSo() {
    try (JDanceCachingProvider provider = new JDanceCachingProvider()) {
      Cache<String, String> cache =
          provider.getCacheManager(URI.create("jdance:memory"), null).createCache("c", new MutableConfiguration<String, String>());
      assertTrue(assertThrows(IllegalArgumentException.class, () -> cache.unwrap(NearCacheMXBean.class)).getMessage().contains("no near cache"));
    }
  }
}
