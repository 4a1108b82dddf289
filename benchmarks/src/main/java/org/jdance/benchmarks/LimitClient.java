package org.jdance.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the hardware and the server allow: a bare socket per thread and server. With two servers every entry is on both; reads go to one of them by
 * the key, plain writes are under way on both at once, and conditional ones are decided on one, then written to the other.
 */
final class LimitClient implements ServerClient {
  private final List<ServerFleet.Server> servers;
  private final PlainProtocol protocol;
  private final Queue<PlainConnection> opened = new ConcurrentLinkedQueue<>();
  private final ThreadLocal<PlainConnection[]> connections = ThreadLocal.withInitial(this::connect);

  LimitClient(ServerFleet fleet) {
    servers = fleet.servers();
    protocol = fleet.suite() == Suite.REDIS ? new RedisProtocol() : new MemcachedProtocol();
  }

  private PlainConnection[] connect() {
    try {
      PlainConnection[] all = new PlainConnection[servers.size()];
      for (int i = 0; i < all.length; i++) {
        all[i] = new PlainConnection(servers.get(i));
        opened.add(all[i]);
        protocol.prepare(all[i]);
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int primary(String key, PlainConnection[] all) {
    return all.length == 1 ? 0 : key.hashCode() & 1;
  }

  private static int arbiter(String key, PlainConnection[] all) {
    return all.length - 1 - primary(key, all);
  }

  @Override
  public byte @Nullable [] get(String key) {
    try {
      PlainConnection[] all = connections.get();
      PlainConnection connection = all[primary(key, all)];
      protocol.get(connection, key);
      connection.send();
      return protocol.value(connection);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void put(String key, byte[] value) {
    try {
      PlainConnection[] all = connections.get();
      for (PlainConnection connection : all) {
        protocol.set(connection, key, value, PlainProtocol.Mode.ALWAYS);
        connection.send();
      }
      for (PlainConnection connection : all) {
        protocol.done(connection);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean putIfAbsent(String key, byte[] value) {
    return decided(key, value, PlainProtocol.Mode.IF_ABSENT);
  }

  @Override
  public boolean replace(String key, byte[] value) {
    return decided(key, value, PlainProtocol.Mode.IF_PRESENT);
  }

  private boolean decided(String key, byte[] value, PlainProtocol.Mode mode) {
    try {
      PlainConnection[] all = connections.get();
      int arbiter = arbiter(key, all);
      protocol.set(all[arbiter], key, value, mode);
      all[arbiter].send();
      boolean done = protocol.done(all[arbiter]);
      if (done) {
        spread(all, arbiter, key, value);
      }
      return done;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void spread(PlainConnection[] all, int arbiter, String key, byte[] value) throws IOException {
    if (all.length > 1) {
      PlainConnection other = all[1 - arbiter];
      protocol.set(other, key, value, PlainProtocol.Mode.ALWAYS);
      other.send();
      protocol.done(other);
    }
  }

  @Override
  public boolean remove(String key) {
    try {
      PlainConnection[] all = connections.get();
      for (PlainConnection connection : all) {
        protocol.delete(connection, key);
        connection.send();
      }
      boolean removed = true;
      for (PlainConnection connection : all) {
        removed &= protocol.done(connection);
      }
      return removed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Map<String, byte[]> getAll(Collection<String> keys) {
    try {
      PlainConnection[] all = connections.get();
      Map<String, byte[]> found = new HashMap<>(keys.size() * 2);
      List<List<String>> parts = all.length == 1
          ? List.of(List.copyOf(keys))
          : List.of(keys.stream().filter(key -> primary(key, all) == 0).toList(), keys.stream().filter(key -> primary(key, all) == 1).toList());
      for (int i = 0; i < all.length; i++) {
        protocol.getAll(all[i], parts.get(i));
        all[i].send();
      }
      for (int i = 0; i < all.length; i++) {
        protocol.values(all[i], parts.get(i), found);
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void putAll(Map<String, byte[]> entries) {
    try {
      PlainConnection[] all = connections.get();
      for (PlainConnection connection : all) {
        protocol.setAll(connection, entries);
        connection.send();
      }
      for (PlainConnection connection : all) {
        protocol.done(connection);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean update(String key, UnaryOperator<byte[]> change) {
    try {
      PlainConnection[] all = connections.get();
      int arbiter = arbiter(key, all);
      while (true) {
        byte[] next = protocol.exchange(all[arbiter], key, change);
        if (next == null) {
          return false;
        }
        if (next.length > 0) {
          spread(all, arbiter, key, next);
          return true;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    for (PlainConnection connection : opened) {
      try {
        connection.close();
      } catch (IOException e) {
        System.err.println("Not closed: " + e);
      }
    }
  }
}
