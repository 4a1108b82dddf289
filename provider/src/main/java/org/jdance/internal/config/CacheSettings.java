package org.jdance.internal.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The configuration of one cache after all sources and patterns have been merged.
 *
 * @param ttl the time to live from the last write for a cache whose own policy is the default one
 * @param maxEntries the bound of an embedded cache
 * @param timeout the one deadline of all that an operation waits for
 * @param statistics whether statistics are on for a cache that does not ask for them itself
 * @param management whether management is on for a cache that does not ask for it itself
 * @param serializationLearn whether classes that the application stores may be read back
 * @param serializationAllow class name patterns that may be read
 * @param encoding how entries stand on servers
 * @param failurePolicy what happens when no copy of an entry is reachable
 * @param maxValueSize the largest value in bytes, where the server's own limit is not to hold
 * @param near the near cache, if there is one
 * @param clusterEvents whether listeners hear of the changes of other JVMs too
 */
public record CacheSettings(
    Optional<Duration> ttl,
    OptionalLong maxEntries,
    Duration timeout,
    boolean statistics,
    boolean management,
    boolean serializationLearn,
    List<String> serializationAllow,
    Encoding encoding,
    FailurePolicy failurePolicy,
    OptionalLong maxValueSize,
    Optional<NearSettings> near,
    boolean clusterEvents) {

  /** The settings when nothing is configured. */
  public static final CacheSettings DEFAULTS =
      new CacheSettings(Optional.empty(), OptionalLong.empty(), Duration.ofSeconds(1), false, false, true, List.of(), Encoding.JDANCE,
          FailurePolicy.THROW, OptionalLong.empty(), Optional.empty(), false);

  public CacheSettings {
    serializationAllow = List.copyOf(serializationAllow);
  }
}
