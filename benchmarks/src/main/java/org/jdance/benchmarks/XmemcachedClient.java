package org.jdance.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import net.rubyeye.xmemcached.GetsResponse;
import net.rubyeye.xmemcached.MemcachedClient;
import net.rubyeye.xmemcached.XMemcachedClientBuilder;
import net.rubyeye.xmemcached.exception.MemcachedException;
import org.jspecify.annotations.Nullable;

/** xmemcached: one connection that all workers share, concurrent reads merged. It has no bulk write, so that one is a loop. */
final class XmemcachedClient implements ServerClient {
  private static final long LIMIT_MILLIS = 10_000;

  private final MemcachedClient client;

  XmemcachedClient(ServerFleet fleet) {
    XMemcachedClientBuilder builder =
        new XMemcachedClientBuilder(List.of(new InetSocketAddress(fleet.first().host(), fleet.first().port())));
    builder.setOpTimeout(LIMIT_MILLIS);
    try {
      client = builder.build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T call(Call<T> call) {
    try {
      return call.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (TimeoutException | MemcachedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public byte @Nullable [] get(String key) {
    return call(() -> client.get(key));
  }

  @Override
  public void put(String key, byte[] value) {
    call(() -> client.set(key, 0, value));
  }

  @Override
  public boolean putIfAbsent(String key, byte[] value) {
    return call(() -> client.add(key, 0, value));
  }

  @Override
  public boolean replace(String key, byte[] value) {
    return call(() -> client.replace(key, 0, value));
  }

  @Override
  public boolean remove(String key) {
    return call(() -> client.delete(key));
  }

  @Override
  public Map<String, byte[]> getAll(Collection<String> keys) {
    return call(() -> client.get(keys));
  }

  @Override
  public void putAll(Map<String, byte[]> entries) {
    entries.forEach(this::put);
  }

  @Override
  public boolean update(String key, UnaryOperator<byte[]> change) {
    while (true) {
      GetsResponse<byte[]> old = call(() -> client.gets(key));
      if (old == null) {
        return false;
      }
      byte[] next = change.apply(old.getValue());
      if (call(() -> client.cas(key, 0, next, old.getCas()))) {
        return true;
      }
    }
  }

  @Override
  public void close() {
    try {
      client.shutdown();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of its calls, all of which declare the same exceptions. */
  private interface Call<T> {
    T run() throws InterruptedException, TimeoutException, MemcachedException;
  }
}
