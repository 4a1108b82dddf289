package org.jdance.internal.jcache;

import org.jdance.internal.node.memory.ServerKinds;
import org.junit.jupiter.api.Nested;

/** The rules of the specification and the races of the embedded store, on servers in memory: the same suites, nothing left out. */
final class FleetSemanticsTest {

  @Nested
  final class ParityOnOneRedis extends ParityTest {
    @Override
    CacheFixture newFixture() {
      return new CacheFixture(1, ServerKinds.REDIS_LIKE);
    }
  }

  @Nested
  final class ParityOnThreeRedisWithTwoCopies extends ParityTest {
    @Override
    CacheFixture newFixture() {
      return new CacheFixture(2, ServerKinds.REDIS_LIKE, ServerKinds.REDIS_LIKE, ServerKinds.REDIS_LIKE);
    }
  }

  @Nested
  final class ParityOnThreeMemcachedWithTwoCopies extends ParityTest {
    @Override
    CacheFixture newFixture() {
      return new CacheFixture(2, ServerKinds.MEMCACHED_LIKE, ServerKinds.MEMCACHED_LIKE, ServerKinds.MEMCACHED_LIKE);
    }
  }

  @Nested
  final class ParityOnAMixedFleet extends ParityTest {
    @Override
    CacheFixture newFixture() {
      return new CacheFixture(2, ServerKinds.REDIS_LIKE, ServerKinds.MEMCACHED_LIKE, ServerKinds.SHAREDANCE_LIKE);
    }
  }

  @Nested
  final class ModelOnThreeRedisWithTwoCopies extends ModelTest {
    @Override
    CacheFixture newFixture() {
      return new CacheFixture(2, ServerKinds.REDIS_LIKE, ServerKinds.REDIS_LIKE, ServerKinds.REDIS_LIKE);
    }

    @Override
    int sequences() {
      return 10;
    }
  }

  @Nested
  final class ModelOnOneMemcached extends ModelTest {
    @Override
    CacheFixture newFixture() {
      return new CacheFixture(1, ServerKinds.MEMCACHED_LIKE);
    }

    @Override
    int sequences() {
      return 10;
    }
  }

  @Nested
  final class ModelOnAMixedFleet extends ModelTest {
    @Override
    CacheFixture newFixture() {
      return new CacheFixture(2, ServerKinds.REDIS_LIKE, ServerKinds.MEMCACHED_LIKE, ServerKinds.SHAREDANCE_LIKE);
    }

    @Override
    int sequences() {
      return 10;
    }
  }

  @Nested
  final class RacesOnOneRedis extends RaceTest {
    @Override
    CacheFixture newFixture() {
      return new CacheFixture(1, ServerKinds.REDIS_LIKE);
    }
  }

  @Nested
  final class RacesOnThreeRedisWithTwoCopies extends RaceTest {
    @Override
    CacheFixture newFixture() {
      return new CacheFixture(2, ServerKinds.REDIS_LIKE, ServerKinds.REDIS_LIKE, ServerKinds.REDIS_LIKE);
    }
  }

  @Nested
  final class RacesOnThreeMemcachedWithTwoCopies extends RaceTest {
    @Override
    CacheFixture newFixture() {
      return new CacheFixture(2, ServerKinds.MEMCACHED_LIKE, ServerKinds.MEMCACHED_LIKE, ServerKinds.MEMCACHED_LIKE);
    }
  }
}
