package org.jdance.internal.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdance.CacheConfigurationException;

/** Reads a URI that names the servers itself, {@code redis://user:password@h1,h2/namespace}, as the keys that say the same. */
final class FleetUri {

  private FleetUri() {}

  /** The settings {@code nodes} and, if there is a path, {@code namespace}. */
  static Located locate(UriParts parts) {
    String body = parts.body();
    if (!body.startsWith("//") || body.startsWith("///") || body.length() == 2) {
      throw new CacheConfigurationException("The URI " + parts.shown() + " names no host. Write " + parts.scheme()
          + "://host:port,host:port/namespace.");
    }
    int slash = body.indexOf('/', 2);
    if ((slash >= 0 && body.indexOf('@', slash) >= 0) || parts.query().indexOf('@') >= 0) {
      // What looks like a path or an option is likely the rest of a password, which no message may repeat.
      throw new CacheConfigurationException("The URI " + parts.shown() + " has an @ behind its hosts. Write %40 for it there; in user and"
          + " password write %2F for a slash and %3F for a question mark.");
    }
    Origin origin = Origin.uri(parts.shown());
    List<RawSetting> settings = new ArrayList<>();
    settings.add(new RawSetting(ConfigurationKeys.NODES.name(), nodes(parts.scheme(), body.substring(2, slash < 0 ? body.length() : slash)),
        origin));
    String namespace = namespace(parts, slash < 0 ? "" : body.substring(slash + 1));
    if (!namespace.isEmpty()) {
      if (parts.query().matches("(?:.*&)?namespace=.*")) {
        throw new CacheConfigurationException("The URI " + parts.shown() + " has a namespace in its path and another one in its query."
            + " Keep one of them.");
      }
      settings.add(new RawSetting(ConfigurationKeys.NAMESPACE.name(), namespace, origin));
    }
    return new Located(List.of(new ConfigurationSource(settings, Map.of())), false, parts.shown());
  }

  /** User and password stand once, before the first host, and are every node's. */
  private static String nodes(String scheme, String authority) {
    int at = authority.lastIndexOf('@');
    String userInfo = authority.substring(0, at + 1).replace(",", "%2C").replace(";", "%3B");
    return Arrays.stream(authority.substring(at + 1).split("[,;]", -1))
        .map(host -> scheme + "://" + userInfo + host)
        .collect(Collectors.joining(";"));
  }

  private static String namespace(UriParts parts, String rawPath) {
    try {
      return PercentText.decode(rawPath.endsWith("/") ? rawPath.substring(0, rawPath.length() - 1) : rawPath);
    } catch (InvalidValueException e) {
      throw new CacheConfigurationException("The path of the URI " + parts.shown() + " " + e.reason() + ".");
    }
  }
}
