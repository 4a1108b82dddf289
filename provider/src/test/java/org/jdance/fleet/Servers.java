package org.jdance.fleet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jdance.testing.MemcachedProcess;
import org.jdance.testing.RedisProcess;
import org.jdance.testing.ServerProcess;
import org.jdance.testing.SharedanceProcess;

/** Real servers of one kind, in the order of their names as nodes. */
final class Servers implements AutoCloseable {

  /** A kind of server. */
  enum Kind {
    REDIS,
    MEMCACHED,
    SHAREDANCE;

    ServerProcess start() {
      return switch (this) {
        case REDIS -> RedisProcess.start();
        case MEMCACHED -> MemcachedProcess.start();
        case SHAREDANCE -> SharedanceProcess.start();
      };
    }

    /** A fleet of the servers at these addresses. */
    String uri(String options, String... addresses) {
      return name().toLowerCase(Locale.ROOT) + "://" + String.join(";", addresses) + "/test" + (options.isEmpty() ? "" : "?" + options);
    }
  }

  private final Kind kind;
  private final List<ServerProcess> all = new ArrayList<>();

  private Servers(Kind kind, int count) {
    this.kind = kind;
    for (int i = 0; i < count; i++) {
      all.add(kind.start());
    }
    all.sort(Comparator.comparing(server -> Integer.toString(server.port())));
  }

  static Servers start(Kind kind, int count) {
    return new Servers(kind, count);
  }

  ServerProcess get(int index) {
    return all.get(index);
  }

  /** A fleet of all of them. */
  String uri(String options) {
    return kind.uri(options, all.stream().map(Servers::address).toArray(String[]::new));
  }

  static String address(ServerProcess server) {
    return server.host() + ":" + server.port();
  }

  @Override
  public void close() {
    all.forEach(ServerProcess::close);
  }
}
