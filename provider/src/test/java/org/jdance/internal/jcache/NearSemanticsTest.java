package org.jdance.internal.jcache;

import org.jdance.internal.node.memory.ServerKinds;
import org.junit.jupiter.api.Nested;

/** The rules of the specification and the races of the embedded store with a near cache in front of the servers: it must make no difference. */
final class NearSemanticsTest {

  private static CacheFixture redis() {
    return CacheFixture.near(2, ServerKinds.REDIS_LIKE, ServerKinds.REDIS_LIKE, ServerKinds.REDIS_LIKE);
  }

  private static CacheFixture mixed() {
    return CacheFixture.near(2, ServerKinds.REDIS_LIKE, ServerKinds.MEMCACHED_LIKE, ServerKinds.SHAREDANCE_LIKE);
  }

  @Nested
  final class ParityOnRedis extends ParityTest {
    @Override
    CacheFixture newFixture() {
      return redis();
    }
  }

  @Nested
  final class ParityOnAMixedFleet extends ParityTest {
    @Override
    CacheFixture newFixture() {
      return mixed();
    }
  }

  @Nested
  final class ModelOnRedis extends ModelTest {
    @Override
    CacheFixture newFixture() {
      return redis();
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
      return mixed();
    }

    @Override
    int sequences() {
      return 10;
    }
  }

  @Nested
  final class RacesOnRedis extends RaceTest {
    @Override
    CacheFixture newFixture() {
      return redis();
    }
  }
}
