package org.jdance.benchmarks;

import com.spotify.folsom.ConnectFuture;
import com.spotify.folsom.GetResult;
import com.spotify.folsom.MemcacheClient;
import com.spotify.folsom.MemcacheClientBuilder;
import com.spotify.folsom.MemcacheStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** folsom: one connection that all workers share. It has no bulk write: those of one call are all under way at once. */
final class FolsomClient implements ServerClient {
  /** It refuses more than a thousand otherwise, which 32 threads with a hundred writes each exceed. */
  private static final int MOST_OUTSTANDING = 100_000;

  private final MemcacheClient<byte[]> client;

  FolsomClient(ServerFleet fleet) {
    client = MemcacheClientBuilder.newByteArrayClient().withAddress(fleet.first().host(), fleet.first().port())
        .withMaxOutstandingRequests(MOST_OUTSTANDING).connectAscii();
    await(ConnectFuture.connectFuture(client));
  }

  private static <T> T await(CompletionStage<T> stage) {
    return SpymemcachedClient.await(stage.toCompletableFuture());
  }

  private static boolean done(MemcacheStatus status) {
    return status == MemcacheStatus.OK;
  }

  @Override
  public byte @Nullable [] get(String key) {
    return await(client.get(key));
  }

  @Override
  public void put(String key, byte[] value) {
    await(client.set(key, value, 0));
  }

  @Override
  public boolean putIfAbsent(String key, byte[] value) {
    return done(await(client.add(key, value, 0)));
  }

  @Override
  public boolean replace(String key, byte[] value) {
    return done(await(client.replace(key, value, 0)));
  }

  @Override
  public boolean remove(String key) {
    return done(await(client.delete(key)));
  }

  @Override
  public Map<String, byte[]> getAll(Collection<String> keys) {
    List<String> asked = new ArrayList<>(keys);
    List<byte[]> values = await(client.get(asked));
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
    List<CompletionStage<MemcacheStatus>> writes = new ArrayList<>(entries.size());
    entries.forEach((key, value) -> writes.add(client.set(key, value, 0)));
    writes.forEach(FolsomClient::await);
  }

  @Override
  public boolean update(String key, UnaryOperator<byte[]> change) {
    while (true) {
      GetResult<byte[]> old = await(client.casGet(key));
      if (old == null) {
        return false;
      }
      if (done(await(client.set(key, change.apply(old.getValue()), 0, old.getCas())))) {
        return true;
      }
    }
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
