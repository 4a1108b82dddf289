package org.jdance.internal.jcache;

import org.jdance.internal.node.memory.ServerKinds;
import org.junit.jupiter.api.Nested;

/** The rules of the specification and the races of the embedded store, on servers in memory: the same suites, nothing left out. */
final class FleetSemanticsTest {

  @Nested
  final class ParityOnOneRedis extends ParityTest {
    ParityOnOneRedis() {
      super(new CacheFixture(1, ServerKinds.REDIS_LIKE));
    }
  }

  @Nested
  final class ParityOnThreeRedisWithTwoCopies extends ParityTest {
    ParityOnThreeRedisWithTwoCopies() {
      super(new CacheFixture(2, ServerKinds.REDIS_LIKE, ServerKinds.REDIS_LIKE, ServerKinds.REDIS_LIKE));
    }
  }

  @Nested
  final class ParityOnThreeMemcachedWithTwoCopies extends ParityTest {
    ParityOnThreeMemcachedWithTwoCopies() {
      super(new CacheFixture(2, ServerKinds.MEMCACHED_LIKE, ServerKinds.MEMCACHED_LIKE, ServerKinds.MEMCACHED_LIKE));
    }
  }

  @Nested
  final class ParityOnAMixedFleet extends ParityTest {
    ParityOnAMixedFleet() {
      super(new CacheFixture(2, ServerKinds.REDIS_LIKE, ServerKinds.MEMCACHED_LIKE, ServerKinds.SHAREDANCE_LIKE));
    }
  }

  @Nested
  final class RacesOnOneRedis extends RaceTest {
    RacesOnOneRedis() {
      super(new CacheFixture(1, ServerKinds.REDIS_LIKE));
    }
  }

  @Nested
  final class RacesOnThreeRedisWithTwoCopies extends RaceTest {
    RacesOnThreeRedisWithTwoCopies() {
      super(new CacheFixture(2, ServerKinds.REDIS_LIKE, ServerKinds.REDIS_LIKE, ServerKinds.REDIS_LIKE));
    }
  }

  @Nested
  final class RacesOnThreeMemcachedWithTwoCopies extends RaceTest {
    RacesOnThreeMemcachedWithTwoCopies() {
      super(new CacheFixture(2, ServerKinds.MEMCACHED_LIKE, ServerKinds.MEMCACHED_LIKE, ServerKinds.MEMCACHED_LIKE));
    }
  }
}
