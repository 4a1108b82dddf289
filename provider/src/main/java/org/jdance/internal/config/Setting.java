package org.jdance.internal.config;

/**
 * A known key with a value that is written well.
 *
 * @param selector which caches it is for
 * @param key the key
 * @param raw the key and value as written
 * @param text the value with its placeholders replaced
 */
record Setting(CacheSelector selector, ConfigurationKey<?> key, RawSetting raw, String text) {

  /** A setting whose placeholders, if any, have not been looked up. */
  Setting(CacheSelector selector, ConfigurationKey<?> key, RawSetting raw) {
    this(selector, key, raw, raw.value());
  }

  Origin origin() {
    return raw.origin();
  }

  /** The beginning of an error message about it. */
  String subject() {
    return raw.subject();
  }

  /** The value for a message: as it was written, never what a placeholder stands for, and never a secret. */
  String shownValue() {
    return key.secret() ? SafeText.MASK : SafeText.plain(SafeText.maskUserInfo(raw.value()));
  }

  Setting withText(String resolved) {
    return new Setting(selector, key, raw, resolved);
  }

  /** Without the value, which may be a secret. */
  @Override
  public String toString() {
    return raw.toString();
  }
}
