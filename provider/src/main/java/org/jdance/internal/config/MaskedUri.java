package org.jdance.internal.config;

import java.net.URI;

/** A whole URI without its secrets. */
final class MaskedUri {

  private MaskedUri() {}

  /** The URI with user info masked, and the values of all options but known ones that are no secrets. */
  static String of(URI uri) {
    String text = SafeText.maskUserInfo(uri.toString());
    int question = text.indexOf('?');
    if (question < 0) {
      return text;
    }
    StringBuilder masked = new StringBuilder(text.substring(0, question + 1));
    String separator = "";
    for (String pair : text.substring(question + 1).split("&", -1)) {
      int equals = pair.indexOf('=');
      masked.append(separator).append(equals >= 0 && isOpen(pair.substring(0, equals)) ? pair : pair.substring(0, equals + 1)
          + SafeText.MASK);
      separator = "&";
    }
    return masked.toString();
  }

  private static boolean isOpen(String rawKey) {
    try {
      RawSetting raw = new RawSetting(PercentText.decode(rawKey), "", Origin.query(""));
      return new KeyNames(new Problems()).parse(raw).filter(setting -> !setting.key().secret()).isPresent();
    } catch (InvalidValueException e) {
      return false;
    }
  }
}
