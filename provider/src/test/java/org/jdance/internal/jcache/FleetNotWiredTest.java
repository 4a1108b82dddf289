package org.jdance.internal.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import org.jdance.CacheConfigurationException;
import org.jdance.JDanceCachingProvider;
import org.junit.jupiter.api.Test;

/** A fleet's configuration is understood, and refused while no client stands behind it. */
class FleetNotWiredTest {

  @Test
  void aFleetIsRefusedWithoutItsSecrets() {
    try (JDanceCachingProvider provider = new JDanceCachingProvider()) {
      URI uri = URI.create("redis://u:hunter2@h1,h2/ns");
      assertEquals(
          "The configuration of redis://***@h1,h2/ns asks for a fleet of servers, but this version of JDance has the embedded store only."
              + " Use the URI jdance:memory, or a properties file without jdance.nodes.",
          assertThrows(CacheConfigurationException.class, () -> provider.getCacheManager(uri, null)).getMessage());
    }
  }
}
