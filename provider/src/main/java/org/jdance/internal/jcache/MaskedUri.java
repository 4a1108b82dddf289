package org.jdance.internal.jcache;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A manager's URI as it may be shown, with {@code ***} for every secret; a URI without secrets is shown as it is.
 *
 * <p>Secrets are the password of user info, also of a node's URI inside the query, the value of an option that is a password, and each value in
 * the query of a web address, which may be a signature.
 */
final class MaskedUri {

  private static final String MASK = "***";

  /** User info with a password. It ends at the last at sign of the authority, since one inside a password need not be encoded. */
  private static final Pattern PASSWORD = Pattern.compile("//([^/?#:@]*):[^/?#]*@");

  private MaskedUri() {}

  static String of(URI uri) {
    String text = PASSWORD.matcher(uri.toString()).replaceAll("//$1:" + MASK + "@");
    int query = text.indexOf('?') + 1;
    if (query == 0) {
      return text;
    }
    boolean web = text.toLowerCase(Locale.ROOT).startsWith("http");
    return text.substring(0, query)
        + Arrays.stream(text.substring(query).split("&", -1)).map(option -> maskOption(option, web)).collect(Collectors.joining("&"));
  }

  private static String maskOption(String option, boolean web) {
    int value = option.indexOf('=') + 1;
    String name = URLDecoder.decode(option.substring(0, Math.max(0, value - 1)), UTF_8).toLowerCase(Locale.ROOT);
    boolean secret = web || name.endsWith("password") || hidesPassword(option.substring(value));
    return secret ? option.substring(0, value) + MASK : option;
  }

  /** Whether there is a password that is only seen once the text is decoded. */
  private static boolean hidesPassword(String text) {
    return text.indexOf('%') >= 0 && PASSWORD.matcher(URLDecoder.decode(text, UTF_8)).find();
  }
}
