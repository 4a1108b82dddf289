package org.jdance.internal.config;

import static org.jdance.internal.config.ConfigurationKey.AppliesTo.BOTH;
import static org.jdance.internal.config.ConfigurationKey.AppliesTo.FLEET;
import static org.jdance.internal.config.ConfigurationKey.AppliesTo.MEMORY;
import static org.jdance.internal.config.ConfigurationKey.optional;
import static org.jdance.internal.config.ValueTypes.choice;
import static org.jdance.internal.config.ValueTypes.classPatterns;
import static org.jdance.internal.config.ValueTypes.count;
import static org.jdance.internal.config.ValueTypes.duration;
import static org.jdance.internal.config.ValueTypes.name;
import static org.jdance.internal.config.ValueTypes.nodes;
import static org.jdance.internal.config.ValueTypes.size;
import static org.jdance.internal.config.ValueTypes.text;
import static org.jdance.internal.config.ValueTypes.trueOrFalse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The configuration table: every key that JDance knows. */
final class ConfigurationKeys {

  /** What keys begin with everywhere but in a URI query. */
  static final String PREFIX = "jdance.";

  /** What a key for one cache begins with, after the prefix. */
  static final String CACHE_PREFIX = "cache.";

  /** The most copies of an entry that may be asked for. */
  static final int MAX_REDUNDANCY = 16;

  /** The shortest bound of a near cache's staleness: a shorter one would take a busy machine's pauses for a lost server. */
  static final Duration MIN_STALENESS = Duration.ofMillis(100);

  static final ConfigurationKey<Optional<String>> URI =
      optional("uri", BOTH, text("any URI that a manager may be given, but `jdance:default`"), "none",
          "what `jdance:default` stands for; only as a system property `jdance.uri` or environment variable `JDANCE_URI`").andSecret();

  static final ConfigurationKey<Optional<List<NodeSettings>>> NODES =
      optional("nodes", FLEET, nodes(), "none",
          "the servers of the fleet, see below; one fleet may mix server kinds").andSecret();

  static final ConfigurationKey<String> NAMESPACE =
      ConfigurationKey.of("namespace", FLEET, name(), "jdance", "prefix of all keys on the servers: two applications on one fleet never"
          + " meet");

  static final ConfigurationKey<Optional<Long>> REDUNDANCY =
      optional("redundancy", FLEET, count(1, MAX_REDUNDANCY), "2 with two or more nodes, else 1", "copies of each entry");

  static final ConfigurationKey<String> PLACEMENT =
      ConfigurationKey.of("placement", FLEET, choice("rendezvous", "phpdance"), "rendezvous",
          "which servers hold a key; `phpdance` is the bucket rule of PHPDance, for Sharedance fleets shared with PHP, with encoding"
              + " `raw`");

  static final ConfigurationKey<String> ENCODING =
      ConfigurationKey.of("encoding", FLEET, choice("jdance", "raw"), "jdance",
          "`raw` stores strings and byte arrays with no envelope, readable by PHP and other clients, without expiry and"
              + " versions").andPerCache();

  static final ConfigurationKey<String> CONSISTENCY =
      ConfigurationKey.of("consistency", FLEET, choice("available").refusing("strict", "does not exist yet"), "available",
          "what holds while servers or networks fail; `strict` does not exist yet and is refused").andPerCache();

  static final ConfigurationKey<String> FAILURE_POLICY =
      ConfigurationKey.of("failure-policy", FLEET, choice("throw", "miss", "bypass"), "throw",
          "with no copy reachable: `throw`; `miss` lets reads miss and plain writes be dropped and remembered; `bypass` also runs"
              + " conditional operations against an absent entry, which is harmful for counters and limits").andPerCache();

  static final ConfigurationKey<Duration> TIMEOUT =
      ConfigurationKey.of("timeout", BOTH, duration(), "1s",
          "one deadline for all that an operation waits for, never for the application's own code; bulk operations and iteration have"
              + " it per group of requests").andPerCache();

  static final ConfigurationKey<Duration> CONNECT_TIMEOUT =
      ConfigurationKey.of("connect-timeout", FLEET, duration(), "250ms", "deadline for connecting to one server");

  static final ConfigurationKey<Optional<Long>> NEAR_MAX_ENTRIES =
      ConfigurationKey.of("near.max-entries", FLEET, count(1, Long.MAX_VALUE).orNone(), "none",
          "near cache in this JVM, bounded by entries; not together with `near.max-weight`, nor with encoding `raw`").andPerCache();

  static final ConfigurationKey<Optional<Long>> NEAR_MAX_WEIGHT =
      ConfigurationKey.of("near.max-weight", FLEET, size().orNone(), "none",
          "near cache in this JVM, bounded by the bytes of its entries as stored; not together with `near.max-entries`, nor with encoding"
              + " `raw`").andPerCache();

  static final ConfigurationKey<Duration> NEAR_MAX_STALENESS =
      ConfigurationKey.of("near.max-staleness", FLEET, duration(MIN_STALENESS), "1s",
          "how old an answer of a near cache may be when the notices of change do not come, or cannot come, as from Sharedance").andPerCache();

  static final ConfigurationKey<Optional<Long>> MAX_ENTRIES =
      ConfigurationKey.of("max-entries", MEMORY, count(1, Long.MAX_VALUE).orNone(), "none",
          "bound of a cache's entries; beyond it the least valuable ones are evicted").andPerCache();

  static final ConfigurationKey<String> EVENTS =
      ConfigurationKey.of("events", BOTH, choice("local", "cluster"), "local",
          "whose mutations listeners hear; `cluster`: those of other JVMs too that have it for the cache as well; on Redis and Valkey"
              + " only").andPerCache();

  static final ConfigurationKey<Optional<String>> USER =
      optional("user", FLEET, text("any text"), "none", "user name at the servers");

  static final ConfigurationKey<Optional<String>> PASSWORD =
      optional("password", FLEET, text("any text, best `${env:NAME}` or `${file:PATH}`"), "none", "password at the servers").andSecret();

  static final ConfigurationKey<Optional<String>> TLS_TRUST =
      optional("tls.trust", FLEET, text("path of a PEM file"), "the JVM's trust store", "certificates that the servers' must be signed by");

  static final ConfigurationKey<Optional<String>> TLS_KEY =
      optional("tls.key", FLEET, text("path of a PEM file"), "none", "this client's private key and certificate").andSecret();

  static final ConfigurationKey<Boolean> SERIALIZATION_LEARN =
      ConfigurationKey.of("serialization.learn", BOTH, trueOrFalse(), "true",
          "whether classes that the application itself has put through the cache in this JVM may be deserialized; without effect on the"
              + " embedded store, whose bytes never leave the JVM").andPerCache();

  static final ConfigurationKey<Optional<List<String>>> SERIALIZATION_ALLOW =
      ConfigurationKey.of("serialization.allow", BOTH, classPatterns().orNone(), "none",
          "classes that may be deserialized beyond the built-in list and the declared types; without effect on the"
              + " embedded store").andPerCache();

  static final ConfigurationKey<Boolean> STATISTICS =
      ConfigurationKey.of("statistics", BOTH, trueOrFalse(), "false", "statistics for caches whose own configuration does not enable"
          + " them").andPerCache();

  static final ConfigurationKey<Boolean> MANAGEMENT =
      ConfigurationKey.of("management", BOTH, trueOrFalse(), "false", "management beans for caches whose own configuration does not"
          + " enable them").andPerCache();

  static final ConfigurationKey<Optional<Duration>> TTL =
      ConfigurationKey.of("ttl", BOTH, duration().orNone(), "none",
          "time to live from the last write, for caches whose configuration leaves the default (eternal) expiry policy").andPerCache();

  static final ConfigurationKey<Optional<Long>> MAX_VALUE_SIZE =
      optional("max-value-size", FLEET, size(), "the server's own", "largest value, in bytes as stored").andPerCache();

  static final ConfigurationKey<Boolean> DURABLE =
      ConfigurationKey.of("durable", FLEET, trueOrFalse(), "false", "the servers lose nothing when they restart (an append-only file,"
          + " always synced)");

  static final ConfigurationKey<Duration> LEASE =
      ConfigurationKey.of("lease", FLEET, duration(), "250ms", "how long a client trusts its view of the fleet without an answer from"
          + " every server in it");

  static final ConfigurationKey<Duration> GIVE_UP =
      ConfigurationKey.of("give-up", FLEET, duration(), "10s", "how long to wait for an up-to-date copy before the copies that are left"
          + " are used as they are");

  static final ConfigurationKey<Duration> MAX_SKEW =
      ConfigurationKey.of("max-skew", FLEET, duration(), "60s", "difference between this machine's clock and the servers' from which"
          + " theirs is to be used; checked, but without effect in this release");

  /** All keys, in the order of the documentation. */
  static final List<ConfigurationKey<?>> ALL = List.of(
      URI, NODES, NAMESPACE, REDUNDANCY, PLACEMENT, ENCODING, CONSISTENCY, FAILURE_POLICY, TIMEOUT, CONNECT_TIMEOUT, NEAR_MAX_ENTRIES,
      NEAR_MAX_WEIGHT, NEAR_MAX_STALENESS, MAX_ENTRIES, EVENTS, USER, PASSWORD, TLS_TRUST, TLS_KEY, SERIALIZATION_LEARN,
      SERIALIZATION_ALLOW, STATISTICS, MANAGEMENT, TTL, MAX_VALUE_SIZE, DURABLE, LEASE, GIVE_UP, MAX_SKEW);

  private static final Map<String, ConfigurationKey<?>> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(ConfigurationKey::name, Function.identity()));

  private ConfigurationKeys() {}

  /** The key of this exact name, or null. */
  static @Nullable ConfigurationKey<?> byName(String name) {
    return BY_NAME.get(name);
  }

  /** The table as Markdown lines, as the documentation shows it. */
  static List<String> markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("| key | default | allowed values | store | per cache | meaning |");
    lines.add("|---|---|---|---|---|---|");
    for (ConfigurationKey<?> key : ALL) {
      lines.add("| `" + key.name() + "` | " + key.defaultText() + " | " + key.type().allowed() + " | " + key.appliesTo().words() + " | "
          + (key.perCache() ? "yes" : "no") + " | " + key.meaning() + " |");
    }
    lines.add("| `cache.NAME.KEY` | | as `KEY` | as `KEY` | | any key with \"yes\" under *per cache*, for the cache `NAME`; `NAME` may"
        + " end in `*` |");
    return List.copyOf(lines);
  }
}
