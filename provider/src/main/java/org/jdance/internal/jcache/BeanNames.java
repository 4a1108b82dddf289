package org.jdance.internal.jcache;

import java.util.regex.Pattern;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * The JMX names of a cache's management beans, {@code javax.cache:type=...,CacheManager=...,Cache=...}.
 *
 * <p>Tools compute these names from the manager's URI and the cache's name, so they follow what the reference implementation and the TCK do:
 * colon, equals sign, comma and newline become a dot. Micrometer replaces the colons of the URI only, so for it to find the bean neither the
 * URI nor the cache's name may contain another of these characters. What JMX does not allow beyond them, the two wildcards and the quote, is
 * kept by quoting the whole value; {@link ObjectName#unquote} gives it back.
 */
final class BeanNames {

  static final String STATISTICS = "CacheStatistics";
  static final String CONFIGURATION = "CacheConfiguration";

  static final String NEAR = "NearCache";

  private static final String OWN_DOMAIN = "org.jdance";
  private static final String DOMAIN = "javax.cache";
  private static final Pattern REPLACED = Pattern.compile("[:=,\n]");
  private static final Pattern NEEDS_QUOTES = Pattern.compile("[*?\"]");

  private BeanNames() {}

  /**
   * The name of one bean.
   *
   * @param type one of the types above
   * @param manager the manager's URI, its secrets masked
   * @param cache the cache's name
   */
  static ObjectName of(String type, String manager, String cache) {
    String text = (type.equals(NEAR) ? OWN_DOMAIN : DOMAIN) + ":type=" + type + ",CacheManager=" + value(manager) + ",Cache=" + value(cache);
    try {
      return new ObjectName(text);
    } catch (MalformedObjectNameException e) {
      throw new IllegalStateException("not a JMX name: " + text, e);
    }
  }

  private static String value(String text) {
    String replaced = REPLACED.matcher(text).replaceAll(".");
    return NEEDS_QUOTES.matcher(replaced).find() ? ObjectName.quote(replaced) : replaced;
  }
}
