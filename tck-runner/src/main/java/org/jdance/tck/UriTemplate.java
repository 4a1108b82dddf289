package org.jdance.tck;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code jdance.uri} with placeholders for the servers that must be there first: {@code {redis}}, {@code {memcached}} or {@code {sharedance}}, each a
 * server of its own, and behind a colon what becomes of it.
 *
 * @param text as it stands in the pom
 */
record UriTemplate(String text) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern SERVER = Pattern.compile("(redis|memcached|sharedance)(?::(down|killed|restarted))?");

  /** What becomes of a server. */
  enum Fate {
    /** It serves from the beginning to the end. */
    UP,
    /** Nobody listens on its port, from the start. */
    DOWN,
    /** It is killed in the middle of the run. */
    KILLED,
    /** It is killed and started again, empty, again and again, in turn with the others of this fate. */
    RESTARTED
  }

  /**
   * A server that is asked for.
   *
   * @param kind what it is
   * @param fate what becomes of it
   */
  record Server(ServerKind kind, Fate fate) {}

  /** The servers, in the order in which they stand in the text. */
  List<Server> servers() {
    return PLACEHOLDER.matcher(text).results().map(UriTemplate::server).toList();
  }

  /** The URI itself, with each placeholder replaced by the address of its server, asked for in order. */
  String uri(Function<Server, String> address) {
    return PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(address.apply(server(match))));
  }

  private static Server server(MatchResult placeholder) {
    Matcher server = SERVER.matcher(placeholder.group(1));
    if (!server.matches()) {
      throw new IllegalArgumentException("The placeholder " + placeholder.group() + " is none of {redis}, {memcached} and {sharedance},"
          + " with or without :down, :killed or :restarted behind the name.");
    }
    String fate = server.group(2);
    return new Server(ServerKind.named(server.group(1)), fate == null ? Fate.UP : Fate.valueOf(fate.toUpperCase(Locale.ROOT)));
  }
}
