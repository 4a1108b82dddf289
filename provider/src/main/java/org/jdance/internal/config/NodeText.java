package org.jdance.internal.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdance.internal.client.placement.PlacedNode;
import org.jspecify.annotations.Nullable;

/**
 * Reads the URI of one node: {@code redis://user:password@host:port?weight=2&zone=a&name=n1}. What it throws never repeats the text, in
 * which anything may be a password.
 */
final class NodeText {

  /** The longest host name. */
  private static final int MAX_HOST_CHARS = 255;

  private static final Pattern NODE = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^?#]*)(?:\\?([^#]*))?");
  private static final Pattern HOST = Pattern.compile(
      "(?:\\[([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9._~-]+)?)]|([A-Za-z0-9_][A-Za-z0-9._-]*))"
          + "(?::(\\d{1,5}))?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,100}");
  private static final Set<String> OPTIONS = Set.of("weight", "zone", "name");

  private NodeText() {}

  /** The node, without what only the fleet's keys say. */
  static NodeSettings parse(String text) {
    Matcher uri = NODE.matcher(text);
    if (!uri.matches()) {
      throw new InvalidValueException("is not a node URI");
    }
    String scheme = uri.group(1).toLowerCase(Locale.ROOT);
    NodeKind kind = NodeKind.ofScheme(scheme)
        .orElseThrow(() -> new InvalidValueException("has a scheme that no kind of server has"));
    String authority = uri.group(2).endsWith("/") ? uri.group(2).substring(0, uri.group(2).length() - 1) : uri.group(2);
    if (authority.indexOf('/') >= 0) {
      throw new InvalidValueException("has a path, or a slash in its password that is not written %2F; the namespace is a key of its own");
    }
    int at = authority.lastIndexOf('@');
    Credentials credentials = at < 0 ? Credentials.NONE : Credentials.parse(authority.substring(0, at));
    Matcher host = HOST.matcher(authority.substring(at + 1));
    if (!host.matches() || authority.length() - at - 1 > MAX_HOST_CHARS + ":65535".length()) {
      throw new InvalidValueException(at + 1 == authority.length() ? "names no host"
          : "has a host or port that is none; an IPv6 address is written in brackets");
    }
    // Letter case means nothing in host names, but would in the name that keys follow.
    String name = (host.group(1) == null ? host.group(2) : host.group(1).replace("%25", "%")).toLowerCase(Locale.ROOT);
    int port = host.group(3) == null ? kind.defaultPort() : Integer.parseInt(host.group(3));
    if (port < 1 || port > 65_535) {
      throw new InvalidValueException("has a port that is not from 1 to 65535");
    }
    Map<String, String> options = options(uri.group(3));
    return new NodeSettings(
        kind,
        name(options, NodeSettings.address(name, port)),
        name,
        port,
        NodeKind.isTls(scheme),
        weight(options.getOrDefault("weight", "1")),
        zone(options.getOrDefault("zone", "")),
        credentials.user(),
        credentials.password());
  }

  /** Refuses what two nodes must not share. */
  static void checkDistinct(List<NodeSettings> nodes) {
    Set<String> names = new HashSet<>();
    Set<String> addresses = new HashSet<>();
    for (NodeSettings node : nodes) {
      if (!names.add(node.name())) {
        throw new InvalidValueException("has two nodes with the name " + SafeText.quote(node.name()) + "; each server is named once");
      }
      if (!addresses.add(node.address())) {
        throw new InvalidValueException("has two nodes at " + SafeText.quote(node.address()) + "; both copies of an entry could be there");
      }
    }
  }

  private static Map<String, String> options(@Nullable String query) {
    Map<String, String> options = new HashMap<>();
    if (query == null) {
      return options;
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? pair : pair.substring(0, equals);
      if (equals < 0 || !OPTIONS.contains(key)) {
        throw new InvalidValueException("has an option that is none of weight=, zone= and name=; other keys are the whole fleet's");
      }
      if (options.put(key, PercentText.decode(pair.substring(equals + 1))) != null) {
        throw new InvalidValueException("has " + key + " twice");
      }
    }
    return options;
  }

  private static String name(Map<String, String> options, String address) {
    String name = options.get("name");
    if (name != null && !NAME.matcher(name).matches()) {
      throw new InvalidValueException("has a name that is not 1 to 100 letters, digits, ., _, : or -");
    }
    return name == null ? address : name;
  }

  private static int weight(String text) {
    int weight = text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    if (weight < 1 || weight > PlacedNode.MAX_WEIGHT) {
      throw new InvalidValueException("has a weight that is not a whole number from 1 to " + PlacedNode.MAX_WEIGHT);
    }
    return weight;
  }

  private static String zone(String text) {
    if (!text.isEmpty() && !NAME.matcher(text).matches()) {
      throw new InvalidValueException("has a zone that is not 1 to 100 letters, digits, ., _, : or -");
    }
    return text;
  }

  /** The user info of a URI; a part that is empty is absent. */
  private record Credentials(@Nullable String user, @Nullable String password) {

    static final Credentials NONE = new Credentials(null, null);

    static Credentials parse(String userInfo) {
      if (userInfo.indexOf('@') >= 0) {
        throw new InvalidValueException("has more than one @; in user and password it is written %40, and they stand once only");
      }
      int colon = userInfo.indexOf(':');
      if (colon < 0) {
        throw new InvalidValueException("has user info without a colon; write user:password@ or :password@");
      }
      String password = PercentText.decode(userInfo.substring(colon + 1));
      if (password.isEmpty()) {
        throw new InvalidValueException("has user info without a password; write user:password@ or :password@");
      }
      String user = PercentText.decode(userInfo.substring(0, colon));
      return new Credentials(user.isEmpty() ? null : user, password);
    }

    @Override
    public String toString() {
      return SafeText.MASK;
    }
  }
}
