package org.jdance.internal.config;

import static org.jdance.internal.config.ConfigurationKeys.CACHE_PREFIX;
import static org.jdance.internal.config.ConfigurationKeys.PREFIX;

import java.util.List;
import java.util.Optional;

/** Takes a written key apart: which key of the table it is, and for which caches. */
final class KeyNames {

  private final Problems problems;

  KeyNames(Problems problems) {
    this.problems = problems;
  }

  /** The setting that is meant, or nothing if there is no such key, which is then reported. */
  Optional<Setting> parse(RawSetting raw) {
    String written = raw.key();
    if (written.startsWith(CACHE_PREFIX)) {
      return perCache(raw, written.substring(CACHE_PREFIX.length()));
    }
    ConfigurationKey<?> key = ConfigurationKeys.byName(written);
    if (key == null) {
      return unknown(raw, nearest(raw));
    }
    if (key.equals(ConfigurationKeys.URI)) {
      return misplaced(raw, "says where the configuration is. It is read only from the system property jdance.uri and the environment"
          + " variable JDANCE_URI, and only for jdance:default.");
    }
    return Optional.of(new Setting(CacheSelector.MANAGER, key, raw));
  }

  /** Names may contain dots, so the longest known key at the end is the key and all before it is the name. */
  private Optional<Setting> perCache(RawSetting raw, String rest) {
    ConfigurationKey<?> key = null;
    for (ConfigurationKey<?> candidate : ConfigurationKeys.ALL) {
      boolean fits = rest.length() > candidate.name().length() + 1 && rest.endsWith("." + candidate.name());
      if (fits && (key == null || candidate.name().length() > key.name().length())) {
        key = candidate;
      }
    }
    if (key == null) {
      ConfigurationKey<?> withoutName = ConfigurationKeys.byName(rest.startsWith(".") ? rest.substring(1) : rest);
      return withoutName != null && withoutName.perCache()
          ? misplaced(raw, "has no cache name. Write " + raw.origin().written(CACHE_PREFIX + "NAME." + withoutName.name()) + ".")
          : unknown(raw, nearestPerCache(raw, rest));
    }
    if (!key.perCache()) {
      return misplaced(raw, "is not possible for one cache: " + key.name() + " holds for the whole manager. Write "
          + raw.origin().written(key.name()) + ".");
    }
    CacheSelector selector = CacheSelector.of(rest.substring(0, rest.length() - key.name().length() - 1));
    if (selector.name().indexOf('*') >= 0) {
      return misplaced(raw, "has a * inside the cache name. A * is allowed at its end only.");
    }
    if (selector.name().chars().anyMatch(Character::isISOControl)) {
      return misplaced(raw, "has a control character in the cache name. Write the name without it, or a pattern that ends in *.");
    }
    return Optional.of(new Setting(selector, key, raw));
  }

  private <T> Optional<T> misplaced(RawSetting raw, String rest) {
    problems.misplaced(raw.origin(), raw.subject() + " " + rest);
    return Optional.empty();
  }

  private <T> Optional<T> unknown(RawSetting raw, String advice) {
    problems.misplaced(raw.origin(), "Unknown configuration key " + raw.subject() + "." + advice);
    return Optional.empty();
  }

  private static String nearest(RawSetting raw) {
    if (raw.origin().kind() == Origin.Kind.QUERY && raw.key().startsWith(PREFIX)) {
      return " In a URI query, keys have no prefix: write " + SafeText.quote(raw.key().substring(PREFIX.length())) + ".";
    }
    List<String> names = ConfigurationKeys.ALL.stream().map(ConfigurationKey::name).filter(name -> !name.equals("uri")).toList();
    return NearestKey.to(raw.key(), names).map(name -> advice(raw, name, name)).orElse(" It is longer than any known key.");
  }

  /** Compares each key with as many segments at the end as it has itself. */
  private static String nearestPerCache(RawSetting raw, String rest) {
    if (rest.length() > NearestKey.MAX_CHARS) {
      return " What it ends in is no key that single caches may have.";
    }
    String nearest = "";
    String written = "";
    int least = Integer.MAX_VALUE;
    for (ConfigurationKey<?> key : ConfigurationKeys.ALL) {
      int start = startOfLast(rest, segments(key.name()));
      int distance = NearestKey.distance(rest.substring(start), key.name());
      if (distance < least) {
        least = distance;
        nearest = key.name();
        String name = start == 0 ? "NAME" : rest.substring(0, start - 1);
        written = key.perCache() ? CACHE_PREFIX + name + "." + nearest : nearest;
      }
    }
    return advice(raw, written, nearest);
  }

  private static String advice(RawSetting raw, String written, String name) {
    ConfigurationKey<?> key = ConfigurationKeys.byName(name);
    String allowed = key == null ? "" : " (" + key.allowedInWords() + ")";
    return " The nearest known key is " + SafeText.quote(raw.origin().written(written)) + allowed + ".";
  }

  private static int segments(String name) {
    return 1 + (int) name.chars().filter(c -> c == '.').count();
  }

  /** Where the last {@code segments} segments begin. */
  private static int startOfLast(String text, int segments) {
    int start = text.length() + 1;
    for (int i = 0; i < segments && start > 0; i++) {
      start = text.lastIndexOf('.', start - 2) + 1;
    }
    return start;
  }
}
