package org.jdance.internal.config;

import java.util.ArrayList;
import java.util.List;
import org.jdance.CacheConfigurationException;

/** What is wrong with a configuration, collected so that one exception names it all. */
final class Problems {

  /** How many problems one message names. */
  static final int MAX_SHOWN = 20;

  private final List<String> errors = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /**
   * A key that is unknown, contradictory or inapplicable. A system property holds for every manager of the JVM and may be meant for another
   * one, so there it is only a warning and the key is ignored.
   */
  void misplaced(Origin origin, String sentence) {
    if (origin.kind() == Origin.Kind.SYSTEM_PROPERTY) {
      warnings.add(sentence + " It is ignored.");
    } else {
      errors.add(sentence);
    }
  }

  /** A value that cannot be what was meant, wherever it came from. */
  void error(String sentence) {
    errors.add(sentence);
  }

  /** Something that works but is hardly meant. */
  void warn(String sentence) {
    warnings.add(sentence);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  boolean hasErrors() {
    return !errors.isEmpty();
  }

  /** Throws what was collected, if anything was. */
  void throwIfAny(String shownUri) {
    if (errors.isEmpty()) {
      return;
    }
    if (errors.size() == 1) {
      throw new CacheConfigurationException(errors.get(0));
    }
    StringBuilder message = new StringBuilder();
    message.append(errors.size()).append(" problems in the configuration of ").append(shownUri).append(':');
    for (String error : errors.subList(0, Math.min(errors.size(), MAX_SHOWN))) {
      message.append("\n- ").append(error);
    }
    if (errors.size() > MAX_SHOWN) {
      message.append("\n- and ").append(errors.size() - MAX_SHOWN).append(" more.");
    }
    throw new CacheConfigurationException(message.toString());
  }
}
