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
    return withoutExpiryOfRaw(applicable);
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
    if (key.name().startsWith(SettingRules.NEAR) && isNot(ValueType.NONE, setting)) {
      return "asks for a near cache, which does not exist yet. Remove the key.";
    }
    if (key.equals(ConfigurationKeys.EVENTS) && placeholders.isWord("cluster", setting.text())) {
      return "has the value cluster, but the events of other JVMs are not carried yet. Allowed here: local.";
    }
    return "";
  }

  /** Each setting that is taken out may uncover another one, so it is looked again until there is none. */
  private List<Setting> withoutExpiryOfRaw(List<Setting> settings) {
    List<Setting> left = new ArrayList<>(settings);
    for (Optional<Setting> refused = expiryOfRaw(left); refused.isPresent(); refused = expiryOfRaw(left)) {
      left.remove(refused.get());
    }
    return left;
  }

  private Optional<Setting> expiryOfRaw(List<Setting> settings) {
    EffectiveSettings effective = EffectiveSettings.unchecked(settings);
    List<String> names = Stream.concat(effective.selectors().stream(), Stream.of(CacheSelector.MANAGER))
        .map(selector -> selector.kind() == CacheSelector.Kind.EXACT ? selector.name() : selector.name() + UNLIKELY)
        .toList();
    for (String name : names) {
      Optional<Setting> encoding = effective.setting(ConfigurationKeys.ENCODING, name)
          .filter(setting -> placeholders.isWord("raw", setting.text()));
      Optional<Setting> ttl = effective.setting(ConfigurationKeys.TTL, name).filter(setting -> isNot(ValueType.NONE, setting));
      if (encoding.isPresent() && ttl.isPresent()) {
        boolean encodingLater = encoding.get().origin().kind().compareTo(ttl.get().origin().kind()) > 0;
        Setting later = encodingLater ? encoding.get() : ttl.get();
        Setting earlier = encodingLater ? ttl.get() : encoding.get();
        problems.misplaced(later.origin(), later.subject() + " contradicts " + earlier.subject() + ": raw entries have no envelope and so"
            + " no expiry. Remove one of the two, or set ttl to none for the caches with raw entries.");
        return Optional.of(later);
      }
    }
    return Optional.empty();
  }

  private boolean isNot(String word, Setting setting) {
    return !placeholders.isWord(word, setting.text());
  }
}
