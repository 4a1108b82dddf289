package org.jdance.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/** Jedis with its pool, one connection for each worker. */
final class JedisClient implements ServerClient {
  private final RedisClient client;

  JedisClient(ServerFleet fleet, int workers) {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(workers + 1);
    pool.setMaxIdle(workers + 1);
    client = RedisClient.builder().hostAndPort(fleet.first().host(), fleet.first().port()).poolConfig(pool).build();
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte @Nullable [] get(String key) {
    return client.get(bytes(key));
  }

  @Override
  public void put(String key, byte[] value) {
    client.set(bytes(key), value);
  }

  @Override
  public boolean putIfAbsent(String key, byte[] value) {
    return client.set(bytes(key), value, SetParams.setParams().nx()) != null;
  }

  @Override
  public boolean replace(String key, byte[] value) {
    return client.set(bytes(key), value, SetParams.setParams().xx()) != null;
  }

  @Override
  public boolean remove(String key) {
    return client.del(bytes(key)) == 1;
  }

  @Override
  public Map<String, byte[]> getAll(Collection<String> keys) {
    List<String> asked = new ArrayList<>(keys);
    List<byte[]> values = client.mget(asked.stream().map(JedisClient::bytes).toArray(byte[][]::new));
    Map<String, byte[]> found = new HashMap<>(asked.size() * 2);
    for (int i = 0; i < asked.size(); i++) {
      if (values.get(i) != null) {
        found.put(asked.get(i), values.get(i));
      }
    }
    return found;
  }

  @Override
  public void putAll(Map<String, byte[]> entries) {
    byte[][] words = new byte[entries.size() * 2][];
    int at = 0;
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      words[at++] = bytes(entry.getKey());
      words[at++] = entry.getValue();
    }
    client.mset(words);
  }

  @Override
  public boolean update(String key, UnaryOperator<byte[]> change) {
    throw new UnsupportedOperationException("Not measured: it would be the limit's script through another client.");
  }

  @Override
  public void close() {
    client.close();
  }
}
