package org.jdance.internal.config;

/**
 * A key and its value as a source has them.
 *
 * @param key the key as written, without the prefix of its source
 * @param value the value as written
 * @param origin where they stand
 */
record RawSetting(String key, String value, Origin origin) {

  /** The beginning of an error message about it. */
  String subject() {
    return SafeText.quote(origin.written(key)) + " " + origin.where();
  }

  /** Without the value, which may be a secret. */
  @Override
  public String toString() {
    return subject();
  }
}
