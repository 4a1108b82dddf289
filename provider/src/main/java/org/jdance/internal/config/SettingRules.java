package org.jdance.internal.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdance.internal.config.ConfigurationKey.AppliesTo;

/** The rules that concern more than one key, or a key and the store. */
final class SettingRules {

  static final String NEAR = "near.";

  private final Placeholders placeholders;
  private final Problems problems;

  SettingRules(Placeholders placeholders, Problems problems) {
    this.placeholders = placeholders;
    this.problems = problems;
  }

  /** Whether these ask for a fleet, which a URI that itself means the embedded store overrules. */
  static boolean askForFleet(List<Setting> settings, Located located) {
    return !located.embedded() && settings.stream().anyMatch(setting -> setting.key().equals(ConfigurationKeys.NODES));
  }

  /** What is left without the settings that the embedded store has no use for; those are reported. */
  List<Setting> applicableToMemory(List<Setting> settings, Located located) {
    List<Setting> applicable = new ArrayList<>();
    for (Setting setting : settings) {
      String objection = objectionOfMemory(setting, located);
      if (objection.isEmpty()) {
        applicable.add(setting);
      } else {
        problems.misplaced(setting.origin(), setting.subject() + " " + objection);
      }
    }
    return applicable;
  }

  private String objectionOfMemory(Setting setting, Located located) {
    ConfigurationKey<?> key = setting.key();
    if (key.equals(ConfigurationKeys.NODES)) {
      return "asks for a fleet of servers, but " + located.shown() + " is the embedded store. Remove one of the two.";
    }
    if (key.name().startsWith(NEAR)) {
      return "does not apply: the embedded store is local already and needs no near cache. Remove the key.";
    }
    if (key.appliesTo() == AppliesTo.FLEET) {
      return "does not apply to the embedded store, only to a fleet of servers. Remove the key.";
    }
    if (key.equals(ConfigurationKeys.EVENTS) && placeholders.isWord("cluster", setting.text())) {
      return "has the value cluster, but no other JVM sees the embedded store's entries. Allowed here: local.";
    }
    return "";
  }

  /**
   * What is left without the settings that contradict another one; those are reported. Only what holds after merging can contradict: a
   * later source may replace one of the two, or switch it off.
   */
  List<Setting> withoutContradictions(List<Setting> settings) {
    Map<CacheSelector, Setting> byEntries = winners(ConfigurationKeys.NEAR_MAX_ENTRIES, settings);
    Map<CacheSelector, Setting> byWeight = winners(ConfigurationKeys.NEAR_MAX_WEIGHT, settings);
    List<Setting> left = new ArrayList<>(settings);
    byEntries.forEach((selector, entries) -> {
      Setting weight = byWeight.get(selector);
      if (weight != null && isOn(entries) && isOn(weight)) {
        boolean entriesLater = entries.origin().kind().compareTo(weight.origin().kind()) > 0;
        Setting later = entriesLater ? entries : weight;
        Setting earlier = entriesLater ? weight : entries;
        problems.misplaced(later.origin(), later.subject() + " contradicts " + earlier.subject() + ". Keep one of them.");
        left.remove(later);
      }
    });
    return left;
  }

  private static Map<CacheSelector, Setting> winners(ConfigurationKey<?> key, List<Setting> settings) {
    Map<CacheSelector, Setting> winners = new LinkedHashMap<>();
    settings.stream().filter(setting -> setting.key().equals(key)).forEach(setting -> winners.put(setting.selector(), setting));
    return winners;
  }

  private boolean isOn(Setting setting) {
    return !placeholders.isWord(ValueType.NONE, setting.text());
  }
}
