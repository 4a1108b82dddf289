package org.jdance.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import net.spy.memcached.CASResponse;
import net.spy.memcached.CASValue;
import net.spy.memcached.MemcachedClient;
import org.jspecify.annotations.Nullable;

/** spymemcached: one connection that all workers share. It has no bulk write: those of one call are all under way at once. */
final class SpymemcachedClient implements ServerClient {
  private static final int LIMIT_SECONDS = 10;

  private final MemcachedClient client;

  SpymemcachedClient(ServerFleet fleet) {
    // It logs every connect as information to standard error otherwise.
    System.setProperty("net.spy.log.LoggerImpl", "net.spy.memcached.compat.log.SLF4JLogger");
    try {
      client = new MemcachedClient(new InetSocketAddress(fleet.first().host(), fleet.first().port()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T> T await(Future<T> future) {
    try {
      return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public byte @Nullable [] get(String key) {
    return (byte[]) client.get(key);
  }

  @Override
  public void put(String key, byte[] value) {
    await(client.set(key, 0, value));
  }

  @Override
  public boolean putIfAbsent(String key, byte[] value) {
    return await(client.add(key, 0, value));
  }

  @Override
  public boolean replace(String key, byte[] value) {
    return await(client.replace(key, 0, value));
  }

  @Override
  public boolean remove(String key) {
    return await(client.delete(key));
  }

  @Override
  public Map<String, byte[]> getAll(Collection<String> keys) {
    Map<String, byte[]> found = new HashMap<>(keys.size() * 2);
    client.getBulk(keys).forEach((key, value) -> found.put(key, (byte[]) value));
    return found;
  }

  @Override
  public void putAll(Map<String, byte[]> entries) {
    List<Future<Boolean>> writes = new ArrayList<>(entries.size());
    entries.forEach((key, value) -> writes.add(client.set(key, 0, value)));
    writes.forEach(SpymemcachedClient::await);
  }

  @Override
  public boolean update(String key, UnaryOperator<byte[]> change) {
    while (true) {
      CASValue<Object> old = client.gets(key);
      if (old == null) {
        return false;
      }
      if (client.cas(key, old.getCas(), change.apply((byte[]) old.getValue())) == CASResponse.OK) {
        return true;
      }
    }
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
