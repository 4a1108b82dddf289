package org.jdance.internal.config;

import static org.jdance.internal.config.ConfigurationKeys.PREFIX;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jdance.internal.config.ConfigurationKey.AppliesTo;
import org.jspecify.annotations.Nullable;

/** The configuration of one manager: checked, merged, and not to be changed any more. */
public final class ManagerSettings {

  private final URI uri;
  private final Located located;
  private final EffectiveSettings effective;
  private final Properties given;
  private final @Nullable FleetSettings fleet;
  private final Properties answered;
  /** Grows up to the configured selectors; changes nothing but what {@link #unmatchedPatterns()} tells. */
  private final Set<CacheSelector> matched = ConcurrentHashMap.newKeySet();

  ManagerSettings(URI uri, Located located, EffectiveSettings effective, Properties given, @Nullable FleetSettings fleet) {
    this.uri = uri;
    this.located = located;
    this.effective = effective;
    this.given = copy(given);
    this.fleet = fleet;
    this.answered = new Properties();
    located.sources().forEach(source -> answered.putAll(source.others()));
    this.answered.putAll(this.given);
  }

  /** The URI as it was given. */
  public URI uri() {
    return uri;
  }

  /** The URI with user info and the values of secret options masked, fit for the name of a management bean. */
  public String maskedUri() {
    return MaskedUri.of(uri);
  }

  /** Which store the manager's caches live in. */
  public StoreKind kind() {
    return fleet == null ? StoreKind.MEMORY : StoreKind.FLEET;
  }

  /** The fleet that the manager's caches live on; nothing if they live in the embedded store. */
  public Optional<FleetSettings> fleet() {
    return Optional.ofNullable(fleet);
  }

  /** The deadline of an operation where no cache has one of its own. */
  public Duration timeout() {
    return effective.get(ConfigurationKeys.TIMEOUT);
  }

  /** The settings of one cache: those of its name, then of the longest pattern that matches, then the manager's. */
  public CacheSettings forCache(String cacheName) {
    effective.selectors().stream().filter(selector -> selector.matches(cacheName)).forEach(matched::add);
    return new CacheSettings(
        effective.get(ConfigurationKeys.TTL, cacheName),
        effective.get(ConfigurationKeys.MAX_ENTRIES, cacheName).map(OptionalLong::of).orElse(OptionalLong.empty()),
        effective.get(ConfigurationKeys.TIMEOUT, cacheName),
        effective.get(ConfigurationKeys.STATISTICS, cacheName),
        effective.get(ConfigurationKeys.MANAGEMENT, cacheName),
        effective.get(ConfigurationKeys.SERIALIZATION_LEARN, cacheName),
        effective.get(ConfigurationKeys.SERIALIZATION_ALLOW, cacheName).orElse(List.of()),
        Words.of(Encoding.class, effective.get(ConfigurationKeys.ENCODING, cacheName)),
        Words.of(FailurePolicy.class, effective.get(ConfigurationKeys.FAILURE_POLICY, cacheName)),
        effective.get(ConfigurationKeys.MAX_VALUE_SIZE, cacheName).map(OptionalLong::of).orElse(OptionalLong.empty()),
        near(cacheName),
        effective.get(ConfigurationKeys.EVENTS, cacheName).equals("cluster"));
  }

  /** Where a cache has both bounds from different selectors, the more specific one holds. */
  private Optional<NearSettings> near(String cacheName) {
    Optional<Setting> entries = effective.setting(ConfigurationKeys.NEAR_MAX_ENTRIES, cacheName);
    Optional<Setting> weight = effective.setting(ConfigurationKeys.NEAR_MAX_WEIGHT, cacheName);
    Optional<Long> maxEntries = effective.get(ConfigurationKeys.NEAR_MAX_ENTRIES, cacheName);
    Optional<Long> maxWeight = effective.get(ConfigurationKeys.NEAR_MAX_WEIGHT, cacheName);
    if (maxEntries.isEmpty() && maxWeight.isEmpty()) {
      return Optional.empty();
    }
    boolean byEntries =
        maxWeight.isEmpty()
            || (maxEntries.isPresent()
                && CacheSelector.MOST_SPECIFIC_FIRST.compare(entries.orElseThrow().selector(), weight.orElseThrow().selector()) < 0);
    return Optional.of(
        new NearSettings(
            byEntries ? maxEntries.map(OptionalLong::of).orElse(OptionalLong.empty()) : OptionalLong.empty(),
            byEntries ? OptionalLong.empty() : maxWeight.map(OptionalLong::of).orElse(OptionalLong.empty()),
            effective.get(ConfigurationKeys.NEAR_MAX_STALENESS, cacheName)));
  }

  /**
   * What stands for NAME in keys {@code cache.NAME.KEY} that no cache asked for by {@link #forCache} has matched so far: likely misspelt.
   */
  public List<String> unmatchedPatterns() {
    return effective.selectors().stream().filter(selector -> !matched.contains(selector)).map(CacheSelector::written).toList();
  }

  /** A copy of what {@code getProperties()} answers: all that was given, and what the file has that is not for JDance. */
  public Properties properties() {
    return copy(answered);
  }

  /** The configuration that holds: one {@code key=value} a line, with where it came from; secrets are masked. */
  public String describe() {
    List<String> lines = new ArrayList<>();
    lines.add("uri=" + SafeText.uri(uri));
    lines.add("store=" + (fleet == null ? "embedded" : "fleet") + " (by " + located.shown() + ")");
    if (fleet != null) {
      fleet.nodes().forEach(node -> lines.add("node=" + node));
    }
    AppliesTo other = fleet == null ? AppliesTo.FLEET : AppliesTo.MEMORY;
    for (ConfigurationKey<?> key : ConfigurationKeys.ALL) {
      if (key.appliesTo() != other && !key.equals(ConfigurationKeys.URI)) {
        Optional<Setting> setting = effective.managerWide(key);
        lines.add(PREFIX + key.name() + "=" + setting.map(ManagerSettings::shown).orElse(key.defaultText() + " (default)"));
      }
    }
    for (Setting setting : effective.perCache()) {
      String name = SafeText.plain(setting.selector().written());
      lines.add(PREFIX + ConfigurationKeys.CACHE_PREFIX + name + "." + setting.key().name() + "=" + shown(setting));
    }
    return String.join("\n", lines);
  }

  private static String shown(Setting setting) {
    return setting.shownValue() + " (" + setting.origin().where() + ")";
  }

  /**
   * What differs between the properties that this manager was made with and others that it is asked for with now: one sentence a key, for
   * the log. Nothing, or no property, asks for nothing and so differs in nothing.
   */
  public List<String> differencesFrom(@Nullable Properties other) {
    if (other == null) {
      return List.of();
    }
    Properties asked = copy(other);
    if (asked.isEmpty()) {
      return List.of();
    }
    return PropertiesDifference.between(given, asked);
  }

  /** The effective configuration, secrets masked. */
  @Override
  public String toString() {
    return describe();
  }

  /** All entries, with the defaults that a {@code Properties} may have, and whatever is not a String. */
  private static Properties copy(Properties properties) {
    Properties copy = new Properties();
    for (String key : new TreeSet<>(properties.stringPropertyNames())) {
      String value = properties.getProperty(key);
      if (value != null) {
        copy.setProperty(key, value);
      }
    }
    copy.putAll(properties);
    return copy;
  }
}
