package org.jdance.internal.config;

import java.net.URI;
import java.util.Locale;
import org.jdance.CacheConfigurationException;

/**
 * A manager's URI taken apart, the same for opaque and hierarchical ones.
 *
 * @param scheme in lower case, empty if there is none
 * @param body what follows the scheme, without the query, percent-encoded
 * @param query the options, percent-encoded, empty if there are none
 * @param shown the URI for messages: no user info, no query; and how it was come by, if by reference
 */
record UriParts(String scheme, String body, String query, String shown) {

  /** The longest URI. */
  static final int MAX_CHARS = 64 * 1024;

  /** Takes {@code uri} apart; {@code via} says what referred to it, or is empty. */
  static UriParts of(URI uri, String via) {
    String shown = SafeText.uri(uri) + (via.isEmpty() ? "" : " (" + via + ")");
    if (uri.toString().length() > MAX_CHARS) {
      throw new CacheConfigurationException("The URI " + shown + " is longer than " + MAX_CHARS + " characters. Move its options into a"
          + " properties file.");
    }
    if (uri.getRawFragment() != null) {
      throw new CacheConfigurationException("The URI " + shown + " has a fragment (#), which means nothing here. Remove it, or write"
          + " %23 if the # belongs to a name or value.");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    String rest = uri.getRawSchemeSpecificPart();
    // The URL inside a jar: URI may have a query of its own.
    int question = rest.indexOf('?', scheme.equals("jar") ? Math.max(0, rest.indexOf("!/")) : 0);
    return question < 0
        ? new UriParts(scheme, rest, "", shown)
        : new UriParts(scheme, rest.substring(0, question), rest.substring(question + 1), shown);
  }

  /** The body percent-decoded. */
  String decodedBody() {
    String text;
    try {
      text = PercentText.decode(body);
    } catch (InvalidValueException e) {
      throw new CacheConfigurationException("The URI " + shown + " " + e.reason() + ".");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new CacheConfigurationException("The URI " + shown + " contains a control character. Write it without.");
    }
    return text;
  }
}
