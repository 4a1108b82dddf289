package org.jdance.internal.client;

import org.jdance.internal.base.TimeSource;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.EntryStoreContract;
import org.jdance.internal.node.NodeCapabilities;
import org.jdance.internal.node.memory.ServerKinds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** The store's contract on every shape of fleet. */
final class FleetStoreTest {

  private MemoryFleet fleet;

  @AfterEach
  void close() {
    fleet.close();
  }

  private EntryStore store(int copies, NodeCapabilities... kinds) {
    fleet = new MemoryFleet(copies, new ContractTime(), kinds);
    return fleet.client().store("c");
  }

  @Nested
  final class OneRedis extends EntryStoreContract {
    @Override
    protected EntryStore newStore() {
      return store(1, ServerKinds.REDIS_LIKE);
    }
  }

  @Nested
  final class ThreeRedisTwoCopies extends EntryStoreContract {
    @Override
    protected EntryStore newStore() {
      return store(2, ServerKinds.REDIS_LIKE, ServerKinds.REDIS_LIKE, ServerKinds.REDIS_LIKE);
    }
  }

  @Nested
  final class ThreeRedisThreeCopies extends EntryStoreContract {
    @Override
    protected EntryStore newStore() {
      return store(3, ServerKinds.REDIS_LIKE, ServerKinds.REDIS_LIKE, ServerKinds.REDIS_LIKE);
    }
  }

  @Nested
  final class OneMemcached extends EntryStoreContract {
    @Override
    protected EntryStore newStore() {
      return store(1, ServerKinds.MEMCACHED_LIKE);
    }
  }

  @Nested
  final class ThreeMemcachedTwoCopies extends EntryStoreContract {
    @Override
    protected EntryStore newStore() {
      return store(2, ServerKinds.MEMCACHED_LIKE, ServerKinds.MEMCACHED_LIKE, ServerKinds.MEMCACHED_LIKE);
    }
  }

  @Nested
  final class ThreeSharedanceTwoCopies extends EntryStoreContract {
    @Override
    protected EntryStore newStore() {
      return store(2, ServerKinds.SHAREDANCE_LIKE, ServerKinds.SHAREDANCE_LIKE, ServerKinds.SHAREDANCE_LIKE);
    }
  }

  @Nested
  final class OneSharedance extends EntryStoreContract {
    @Override
    protected EntryStore newStore() {
      return store(1, ServerKinds.SHAREDANCE_LIKE);
    }
  }

  @Nested
  final class Mixed extends EntryStoreContract {
    @Override
    protected EntryStore newStore() {
      return store(2, ServerKinds.REDIS_LIKE, ServerKinds.MEMCACHED_LIKE, ServerKinds.SHAREDANCE_LIKE);
    }
  }

  /** The wall clock of the contract, whose deadlines lie in 2001, beside the real monotonic one. */
  private static final class ContractTime implements TimeSource {
    @Override
    public long millis() {
      return 1_000_000_000_000L;
    }

    @Override
    public long nanos() {
      return TimeSource.system().nanos();
    }
  }
}
