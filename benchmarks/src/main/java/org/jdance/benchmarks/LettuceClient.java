package org.jdance.benchmarks;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Lettuce: one connection that all workers share. */
final class LettuceClient implements ServerClient {
  private final RedisClient client;
  private final StatefulRedisConnection<String, byte[]> connection;
  private final RedisCommands<String, byte[]> commands;

  LettuceClient(ServerFleet fleet) {
    client = RedisClient.create(RedisURI.create(fleet.first().host(), fleet.first().port()));
    connection = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
    commands = connection.sync();
  }

  @Override
  public byte @Nullable [] get(String key) {
    return commands.get(key);
  }

  @Override
  public void put(String key, byte[] value) {
    commands.set(key, value);
  }

  @Override
  public boolean putIfAbsent(String key, byte[] value) {
    return commands.set(key, value, SetArgs.Builder.nx()) != null;
  }

  @Override
  public boolean replace(String key, byte[] value) {
    return commands.set(key, value, SetArgs.Builder.xx()) != null;
  }

  @Override
  public boolean remove(String key) {
    return commands.del(key) == 1;
  }

  @Override
  public Map<String, byte[]> getAll(Collection<String> keys) {
    Map<String, byte[]> found = new HashMap<>(keys.size() * 2);
    for (KeyValue<String, byte[]> pair : commands.mget(keys.toArray(String[]::new))) {
      if (pair.hasValue()) {
        found.put(pair.getKey(), pair.getValue());
      }
    }
    return found;
  }

  @Override
  public void putAll(Map<String, byte[]> entries) {
    commands.mset(entries);
  }

  @Override
  public boolean update(String key, UnaryOperator<byte[]> change) {
    throw new UnsupportedOperationException("Not measured: it would be the limit's script through another client.");
  }

  @Override
  public void close() {
    connection.close();
    client.shutdown();
  }
}
