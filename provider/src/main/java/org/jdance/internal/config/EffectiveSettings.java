package org.jdance.internal.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All settings that hold, after merging.
 *
 * <p>For a cache, the most specific setting holds, whatever source it came from: its own name, then the longest pattern that matches, then
 * the manager's. Among settings that are equally specific, the later source has won already.
 */
final class EffectiveSettings {

  /** The most specific selector first. */
  private final Map<CacheSelector, Map<String, Setting>> bySelector;

  private EffectiveSettings(Map<CacheSelector, Map<String, Setting>> bySelector) {
    this.bySelector = bySelector;
  }

  /** The winners among settings in the order of their sources, their placeholders replaced and their values checked. */
  static EffectiveSettings merge(List<Setting> settings, Placeholders placeholders, Problems problems) {
    EffectiveSettings winners = unchecked(settings);
    winners.bySelector.values().forEach(keys -> keys.replaceAll((name, setting) -> checked(setting, placeholders, problems)));
    return winners;
  }

  /** The winners as they are written, to be compared but not to be used. */
  static EffectiveSettings unchecked(List<Setting> settings) {
    Map<CacheSelector, Map<String, Setting>> winners = new TreeMap<>(CacheSelector.MOST_SPECIFIC_FIRST);
    for (Setting setting : settings) {
      winners.computeIfAbsent(setting.selector(), s -> new LinkedHashMap<>()).put(setting.key().name(), setting);
    }
    return new EffectiveSettings(winners);
  }

  private static Setting checked(Setting setting, Placeholders placeholders, Problems problems) {
    String written = setting.raw().value();
    try {
      if (written.isBlank()) {
        throw new InvalidValueException("is empty");
      }
      if (written.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
        throw new InvalidValueException("contains a control character");
      }
      Setting resolved = setting.withText(placeholders.resolve(written));
      setting.key().type().parse(resolved.text());
      return resolved;
    } catch (InvalidValueException e) {
      String value = setting.key().secret() || written.isBlank() ? "" : " \"" + setting.shownValue() + "\"";
      problems.error("The value" + value + " of " + setting.subject() + " " + e.reason() + " (" + setting.key().allowedInWords() + ").");
      return setting;
    }
  }

  /** The setting that holds for a cache, if it is not the default. */
  Optional<Setting> setting(ConfigurationKey<?> key, String cacheName) {
    for (Map.Entry<CacheSelector, Map<String, Setting>> section : bySelector.entrySet()) {
      Setting setting = section.getValue().get(key.name());
      if (setting != null && section.getKey().matches(cacheName)) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }

  /** Whether this setting is the one that holds where its selector does. */
  boolean holds(Setting setting) {
    return setting.equals(bySelector.getOrDefault(setting.selector(), Map.of()).get(setting.key().name()));
  }

  /** The value that holds for a cache. */
  <T> T get(ConfigurationKey<T> key, String cacheName) {
    return setting(key, cacheName).map(setting -> key.type().parse(setting.text())).orElse(key.defaultValue());
  }

  /** The values that hold for any cache. */
  <T> List<T> values(ConfigurationKey<T> key) {
    List<T> values = new ArrayList<>(List.of(get(key)));
    perCache().stream().filter(setting -> setting.key().equals(key)).forEach(setting -> values.add(key.type().parse(setting.text())));
    return values;
  }

  /** The value that holds where no cache has one of its own. */
  <T> T get(ConfigurationKey<T> key) {
    return managerWide(key).map(setting -> key.type().parse(setting.text())).orElse(key.defaultValue());
  }

  /** The setting behind {@link #get(ConfigurationKey)}, if it is not the default. */
  Optional<Setting> managerWide(ConfigurationKey<?> key) {
    return Optional.ofNullable(bySelector.getOrDefault(CacheSelector.MANAGER, Map.of()).get(key.name()));
  }

  /** The selectors of single caches, the most specific first. */
  List<CacheSelector> selectors() {
    return bySelector.keySet().stream().filter(selector -> selector.kind() != CacheSelector.Kind.MANAGER).toList();
  }

  /** The settings of single caches, the most specific first. */
  List<Setting> perCache() {
    List<Setting> settings = new ArrayList<>();
    selectors().forEach(selector -> settings.addAll(bySelector.getOrDefault(selector, Map.of()).values()));
    return settings;
  }
}
