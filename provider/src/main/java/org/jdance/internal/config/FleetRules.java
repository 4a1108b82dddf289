package org.jdance.internal.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdance.internal.config.ConfigurationKey.AppliesTo;

/** Which settings a fleet has use for, before their values are looked at. */
final class FleetRules {

  /** Ends a cache name that a pattern matches, and that no longer pattern does. */
  private static final String UNLIKELY = "\uFFFF";

  /** What needs an envelope around the entries. */
  private static final List<ConfigurationKey<?>> BEYOND_RAW =
      List.of(ConfigurationKeys.TTL, ConfigurationKeys.NEAR_MAX_ENTRIES, ConfigurationKeys.NEAR_MAX_WEIGHT, ConfigurationKeys.EVENTS);

  private final Placeholders placeholders;
  private final Problems problems;

  FleetRules(Placeholders placeholders, Problems problems) {
    this.placeholders = placeholders;
    this.problems = problems;
  }

  /** What is left without the settings that a fleet has no use for or that contradict others; those are reported. */
  List<Setting> applicable(List<Setting> settings) {
    boolean hostsInUri = settings.stream().anyMatch(FleetRules::isHostsOfUri);
    List<Setting> applicable = new ArrayList<>();
    for (Setting setting : settings) {
      String objection = objection(setting, hostsInUri);
      if (objection.isEmpty()) {
        applicable.add(setting);
      } else {
        problems.misplaced(setting.origin(), setting.subject() + " " + objection);
      }
    }
    return withoutIdleStaleness(withoutWhatRawHasNot(applicable));
  }

  private static boolean isHostsOfUri(Setting setting) {
    return setting.key().equals(ConfigurationKeys.NODES) && setting.origin().kind() == Origin.Kind.URI;
  }

  private String objection(Setting setting, boolean hostsInUri) {
    ConfigurationKey<?> key = setting.key();
    if (key.equals(ConfigurationKeys.NODES) && hostsInUri && !isHostsOfUri(setting)) {
      return "contradicts the manager's URI, which names the servers itself. Keep one of them.";
    }
    if (key.appliesTo() == AppliesTo.MEMORY) {
      return "does not apply to a fleet of servers, only to the embedded store. Remove the key.";
    }
    return "";
  }

  /** Each setting that is taken out may uncover another one, so it is looked again until there is none. */
  private List<Setting> withoutWhatRawHasNot(List<Setting> settings) {
    List<Setting> left = new ArrayList<>(settings);
    for (Optional<Setting> refused = beyondRaw(left); refused.isPresent(); refused = beyondRaw(left)) {
      left.remove(refused.get());
    }
    return left;
  }

  private Optional<Setting> beyondRaw(List<Setting> settings) {
    EffectiveSettings effective = EffectiveSettings.unchecked(settings);
    for (String name : names(effective)) {
      Optional<Setting> encoding = effective.setting(ConfigurationKeys.ENCODING, name)
          .filter(setting -> placeholders.isWord("raw", setting.text()));
      if (encoding.isPresent()) {
        for (ConfigurationKey<?> key : BEYOND_RAW) {
          Optional<Setting> setting =
              effective.setting(key, name)
                  .filter(other -> key.equals(ConfigurationKeys.EVENTS) ? placeholders.isWord("cluster", other.text()) : isNot(ValueType.NONE, other));
          if (setting.isPresent()) {
            return Optional.of(refusedBesideRaw(encoding.get(), setting.get()));
          }
        }
      }
    }
    return Optional.empty();
  }

  private Setting refusedBesideRaw(Setting encoding, Setting other) {
    boolean encodingLater = encoding.origin().kind().compareTo(other.origin().kind()) > 0;
    Setting later = encodingLater ? encoding : other;
    Setting earlier = encodingLater ? other : encoding;
    String why =
        other.key().equals(ConfigurationKeys.TTL)
            ? "raw entries have no envelope and so no expiry"
            : other.key().equals(ConfigurationKeys.EVENTS)
            ? "who writes raw entries tells nobody"
            : "raw entries have no envelope and so no versions, by which a near cache finds out what is still right";
    problems.misplaced(later.origin(), later.subject() + " contradicts " + earlier.subject() + ": " + why + ". Remove one of the two, or set "
        + other.key().name() + " to " + (other.key().equals(ConfigurationKeys.EVENTS) ? "local" : "none") + " for the caches with raw entries.");
    return later;
  }

  /** A bound of staleness is of use only where a near cache is on; what is of no use is a mistake. */
  private List<Setting> withoutIdleStaleness(List<Setting> settings) {
    EffectiveSettings effective = EffectiveSettings.unchecked(settings);
    List<String> names = names(effective);
    List<Setting> left = new ArrayList<>();
    for (Setting setting : settings) {
      boolean idle =
          setting.key().equals(ConfigurationKeys.NEAR_MAX_STALENESS)
              && effective.holds(setting)
              && names.stream().noneMatch(name -> setting.selector().matches(name) && isNear(effective, name));
      if (idle) {
        problems.misplaced(setting.origin(), setting.subject() + " has no effect: no cache that it is for has a near cache. Set "
            + ConfigurationKeys.NEAR_MAX_ENTRIES.name() + " or " + ConfigurationKeys.NEAR_MAX_WEIGHT.name() + " too, or remove the key.");
      } else {
        left.add(setting);
      }
    }
    return left;
  }

  private boolean isNear(EffectiveSettings effective, String name) {
    return effective.setting(ConfigurationKeys.NEAR_MAX_ENTRIES, name).filter(setting -> isNot(ValueType.NONE, setting)).isPresent()
        || effective.setting(ConfigurationKeys.NEAR_MAX_WEIGHT, name).filter(setting -> isNot(ValueType.NONE, setting)).isPresent();
  }

  /** Names of caches that between them meet every combination of the selectors. */
  private static List<String> names(EffectiveSettings effective) {
    return Stream.concat(effective.selectors().stream(), Stream.of(CacheSelector.MANAGER))
        .map(selector -> selector.kind() == CacheSelector.Kind.EXACT ? selector.name() : selector.name() + UNLIKELY)
        .toList();
  }

  private boolean isNot(String word, Setting setting) {
    return !placeholders.isWord(word, setting.text());
  }
}
