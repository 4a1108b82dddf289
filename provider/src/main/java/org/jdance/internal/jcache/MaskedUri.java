package org.jdance.internal.jcache;

import java.net.URI;
import java.util.regex.Pattern;

/** A URI as it may be shown: with {@code ***} for every password in it. */
final class MaskedUri {

  private static final String MASK = "***";

  /** The password of user info, up to the last at sign of the authority, since one in a password need not be encoded. */
  private static final Pattern USER_INFO = Pattern.compile("//([^/?#:@]*):[^/?#]*@");

  private MaskedUri() {}

  static String of(URI uri) {
    return USER_INFO.matcher(uri.toString()).replaceAll("//$1:" + MASK + "@");
  }
}
