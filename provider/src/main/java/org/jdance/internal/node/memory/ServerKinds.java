package org.jdance.internal.node.memory;

import org.jdance.internal.node.ListingKind;
import org.jdance.internal.node.NodeCapabilities;
import org.jdance.internal.node.TouchKind;

/** The capabilities of the kinds of servers that a {@link MemoryServer} can imitate. */
public final class ServerKinds {

  /** As Redis with scripts: all there is, exact to the millisecond. */
  public static final NodeCapabilities REDIS_LIKE =
      NodeCapabilities.builder(64 << 10, 16 << 20)
          .conditionalWrites()
          .ifNewer()
          .touch(TouchKind.DEADLINE)
          .listing(ListingKind.COMPLETE)
          .emptyValues()
          .expiry(1)
          .tellsProcess()
          .refusesOtherStamps()
          .build();

  /** As memcached 1.6.18: tokens of one connection, seconds, no listing that is safe. */
  public static final NodeCapabilities MEMCACHED_LIKE =
      NodeCapabilities.builder(186, 1_000_000)
          .conditionalWritesByConnection()
          .touch(TouchKind.TIME_TO_LIVE)
          .emptyValues()
          .expiry(2_000)
          .tellsRemainingLife()
          .build();

  /** As sharedanced 0.7: it stores, fetches and deletes. */
  public static final NodeCapabilities SHAREDANCE_LIKE = NodeCapabilities.builder(190, 33_000_000).build();

  private ServerKinds() {}
}
