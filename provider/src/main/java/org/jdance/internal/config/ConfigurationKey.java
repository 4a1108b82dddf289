package org.jdance.internal.config;

import java.util.Optional;

/**
 * One row of the configuration table.
 *
 * @param <T> the type of the value
 * @param name the key without prefix
 * @param type how a value is written
 * @param defaultText the default, in words or as a value
 * @param defaultValue what holds when no source has the key
 * @param perCache whether {@code cache.NAME.KEY} may set it for some caches
 * @param appliesTo which stores know it
 * @param secret whether a value never appears in a message or log
 * @param meaning one line for the documentation
 */
record ConfigurationKey<T>(
    String name,
    ValueType<T> type,
    String defaultText,
    T defaultValue,
    boolean perCache,
    AppliesTo appliesTo,
    boolean secret,
    String meaning) {

  /** Which stores know a key. */
  enum AppliesTo {
    MEMORY("embedded"),
    FLEET("fleet"),
    BOTH("both");

    private final String words;

    AppliesTo(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** A key for the whole manager whose default is written as a value is; further properties by the methods below. */
  static <T> ConfigurationKey<T> of(String name, AppliesTo appliesTo, ValueType<T> type, String defaultText, String meaning) {
    return new ConfigurationKey<>(name, type, defaultText, type.parse(defaultText), false, appliesTo, false, meaning);
  }

  /** A key for the whole manager that has no value unless a source has one; {@code defaultWords} say what holds then. */
  static <T> ConfigurationKey<Optional<T>> optional(
      String name, AppliesTo appliesTo, ValueType<T> type, String defaultWords, String meaning) {
    return new ConfigurationKey<>(name, type.optional(), defaultWords, Optional.empty(), false, appliesTo, false, meaning);
  }

  /** This key, allowed for single caches too. */
  ConfigurationKey<T> andPerCache() {
    return new ConfigurationKey<>(name, type, defaultText, defaultValue, true, appliesTo, secret, meaning);
  }

  /** This key, its values never shown. */
  ConfigurationKey<T> andSecret() {
    return new ConfigurationKey<>(name, type, defaultText, defaultValue, perCache, appliesTo, true, meaning);
  }

  /** The allowed values for a message. */
  String allowedInWords() {
    return "allowed: " + type.allowed().replace("`", "");
  }
}
