package org.jdance.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private Servers(Kind kind, int count, boolean persistent) {
    this.kind = kind;
    for (int i = 0; i < count; i++) {
      all.add(persistent && kind == Kind.REDIS ? RedisProcess.startPersistent("--save", "") : kind.start());
    }
    all.sort(Comparator.comparing(server -> Integer.toString(server.port())));
  }

  static Servers start(Kind kind, int count) {
    return new Servers(kind, count, false);
  }

  /** Of Redis such that they have after a restart what they had when they were last told to save; the others as usual. */
  static Servers startPersistent(Kind kind, int count) {
    return new Servers(kind, count, true);
  }

  Kind kind() {
    return kind;
  }

  /** One more, behind the others. */
  ServerProcess add() {
    ServerProcess server = kind.start();
    all.add(server);
    return server;
  }

  /** Starts one again without anything that it had. */
  void restartEmpty(int index) {
    if (all.get(index) instanceof SharedanceProcess sharedance) {
      sharedance.restartEmpty();
    } else {
      all.get(index).restart();
    }
  }

  int count() {
    return all.size();
  }

  ServerProcess get(int index) {
    return all.get(index);
  }

  /** A fleet of all of them. */
  String uri(String options) {
    return kind.uri(options, all.stream().map(Servers::address).toArray(String[]::new));
  }

  /** A configuration file of a fleet of all of them by names that say nothing of addresses, one of which is reached by another way. */
  String fileUri(String file, int index, String address, String... keys) {
    List<String> nodes = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      nodes.add(kind.name().toLowerCase(Locale.ROOT) + "://" + (i == index ? address : address(all.get(i))) + "?name=node" + i);
    }
    List<String> lines = new ArrayList<>(List.of("jdance.nodes=" + String.join(",", nodes), "jdance.namespace=test"));
    lines.addAll(List.of(keys));
    Path path = all.get(0).directory().resolve(file);
    try {
      Files.write(path, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return path.toUri().toString();
  }

  static String address(ServerProcess server) {
    return server.host() + ":" + server.port();
  }

  @Override
  public void close() {
    all.forEach(ServerProcess::close);
  }
}
