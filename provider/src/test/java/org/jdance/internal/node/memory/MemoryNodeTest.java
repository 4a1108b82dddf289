package org.jdance.internal.node.memory;

import org.jdance.internal.node.ListingKind;
import org.jdance.internal.node.NodeCapabilities;
import org.jdance.internal.node.NodeContract;
import org.jdance.internal.node.NodeFixture;
import org.jdance.internal.node.TouchKind;
import org.junit.jupiter.api.Nested;

/** The contract, kept by a node in memory whatever kind of server it imitates. */
class MemoryNodeTest {

  @Nested
  class LikeRedis extends NodeContract {
    @Override
    protected NodeFixture newFixture() {
      return new MemoryFixture(ServerKinds.REDIS_LIKE);
    }
  }

  @Nested
  class LikeMemcached extends NodeContract {
    @Override
    protected NodeFixture newFixture() {
      return new MemoryFixture(ServerKinds.MEMCACHED_LIKE);
    }
  }

  @Nested
  class LikeSharedance extends NodeContract {
    @Override
    protected NodeFixture newFixture() {
      return new MemoryFixture(ServerKinds.SHAREDANCE_LIKE);
    }
  }

  /** A mix that none of the known servers has. */
  @Nested
  class WithVersionsButWithoutTokens extends NodeContract {
    @Override
    protected NodeFixture newFixture() {
      NodeCapabilities capabilities = NodeCapabilities.builder(64, 400_000)
          .ifNewer()
          .touch(TouchKind.DEADLINE)
          .listing(ListingKind.BEST_EFFORT)
          .expiry(700)
          .tellsRemainingLife()
          .build();
      return new MemoryFixture(capabilities);
    }
  }
}
