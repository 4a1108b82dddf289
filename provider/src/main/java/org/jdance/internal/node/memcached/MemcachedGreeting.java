package org.jdance.internal.node.memcached;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.transport.ConnectionSettings;
import org.jdance.internal.transport.FailureKind;
import org.jdance.internal.transport.Greeting;
import org.jdance.internal.transport.GreetingRefused;
import org.jdance.internal.transport.Request;
import org.jspecify.annotations.Nullable;

/** What is said first on a connection: a login if there is a password, then questions for version, limits and clock. */
final class MemcachedGreeting implements Greeting {

  /** What a server keeps at most that does not say so. */
  private static final int DEFAULT_ITEM_BYTES = 1 << 20;

  private static final int MIN_ITEM_BYTES = 2 * Session.ITEM_OVERHEAD_BYTES;

  private final TimeSource time;
  private final Consumer<ServerFacts> learned;
  private final @Nullable GreetingLine login;
  private final GreetingLine version;
  private final StatsRequest settings;
  private final StatsRequest stats;

  /**
   * A greeting.
   *
   * @param learned gets what a server that is of use said of itself
   */
  MemcachedGreeting(String node, ConnectionSettings connection, Consumer<ServerFacts> learned) {
    this.time = connection.time();
    this.learned = learned;
    this.stats = new StatsRequest(node, "stats\r\n");
    this.settings = new StatsRequest(node, "stats settings\r\n");
    this.version = new GreetingLine(node, MetaRequest.ascii("version\r\n"), stats);
    String user = connection.user();
    String password = connection.password();
    this.login = user == null || password == null ? null : new GreetingLine(node, login(user, password), stats);
  }

  /** A set, as the protocol has it. Expired from the first: a server that wants no login takes it for an item, which nobody is to read. */
  private static byte[] login(String user, String password) {
    String both = user + " " + password;
    return ("set login 0 -1 " + both.getBytes(StandardCharsets.UTF_8).length + "\r\n" + both + "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public List<? extends Request<?>> requests() {
    List<Request<?>> all = new ArrayList<>();
    if (login != null) {
      all.add(login);
    }
    all.addAll(List.of(version, settings, stats));
    return all;
  }

  @Override
  public Session judge() throws GreetingRefused {
    if (login != null) {
      judgeLogin(text(login));
    }
    ServerVersion server = judgeVersion(text(version));
    Map<String, String> limits = map(settings);
    String conditional = limits.getOrDefault("cas_enabled", "yes");
    ServerFacts facts =
        new ServerFacts(server, itemBytes(limits), conditional.equals("yes"), !limits.getOrDefault("evictions", "on").equals("off"));
    learned.accept(facts);
    return new Session(facts.itemBytes(), facts.conditionalWrites(), time, serverSeconds());
  }

  private static void judgeLogin(String reply) throws GreetingRefused {
    judgeRoom(reply);
    if (reply.startsWith("CLIENT_ERROR")) {
      throw new GreetingRefused(FailureKind.REFUSED, "the server did not accept the user and password; check both");
    }
    if (!reply.equals("STORED")) {
      throw notMemcached();
    }
  }

  private static ServerVersion judgeVersion(String reply) throws GreetingRefused {
    judgeRoom(reply);
    if (reply.startsWith("CLIENT_ERROR unauthenticated")) {
      throw new GreetingRefused(FailureKind.REFUSED, "the server wants a login; configure user and password");
    }
    ServerVersion version = reply.startsWith("VERSION ") ? ServerVersion.parse(reply.substring("VERSION ".length())) : null;
    if (version == null) {
      throw notMemcached();
    }
    if (version.compareTo(ServerVersion.LEAST) < 0) {
      throw new GreetingRefused(
          FailureKind.REFUSED, "the server is memcached " + version + ", which is too old; version " + ServerVersion.LEAST + " or newer is needed");
    }
    return version;
  }

  private static void judgeRoom(String reply) throws GreetingRefused {
    if (reply.startsWith("ERROR Too many open connections")) {
      throw new GreetingRefused(FailureKind.OVERLOADED, "the server has too many open connections; start it with a greater limit (-c)");
    }
  }

  private static GreetingRefused notMemcached() {
    return new GreetingRefused(FailureKind.PROTOCOL, "the server does not speak memcached's text protocol; is it another kind of server?");
  }

  private static int itemBytes(Map<String, String> limits) throws GreetingRefused {
    String text = limits.get("item_size_max");
    if (text == null) {
      return DEFAULT_ITEM_BYTES;
    }
    try {
      long bytes = Long.parseLong(text);
      if (bytes >= MIN_ITEM_BYTES) {
        return (int) Math.min(bytes, MemcachedNode.MAX_ITEM_BYTES);
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new GreetingRefused(
        FailureKind.REFUSED, "the server's largest item (item_size_max) is less than " + MIN_ITEM_BYTES + " bytes; start it with a greater one (-I)");
  }

  private long serverSeconds() {
    try {
      return Long.parseLong(map(stats).getOrDefault("time", ""));
    } catch (NumberFormatException e) {
      // A server that does not tell is taken to have this machine's time.
      return time.millis() / 1000;
    }
  }

  private static String text(GreetingLine line) {
    String reply = line.replyIfThere();
    return reply == null ? "" : reply;
  }

  private static Map<String, String> map(StatsRequest request) {
    Map<String, String> reply = request.replyIfThere();
    return reply == null ? Map.of() : reply;
  }
}
