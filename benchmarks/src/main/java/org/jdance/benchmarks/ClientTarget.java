package org.jdance.benchmarks;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A client of cache servers, used as an application without JCache would. Its loops are alike for the reason given in {@link Operation}. */
final class ClientTarget implements Target {
  private final ServerClient client;
  private final ValueCodec codec;
  private final Dataset data;
  private final Counter counter = new Counter();

  ClientTarget(ServerClient client, Dataset data) {
    this.client = client;
    this.data = data;
    codec = new ValueCodec(data.kind());
  }

  @Override
  public void put(String key, Object value) {
    client.put(key, codec.encode(value));
  }

  @Override
  public @Nullable Object get(String key) {
    byte[] value = client.get(key);
    return value == null ? null : codec.decode(value);
  }

  @Override
  public Operation operation(Workload workload) {
    return switch (workload) {
      case GET -> this::runGet;
      case PUT -> this::runPut;
      case GET_AND_PUT -> this::runGetAndPut;
      case PUT_IF_ABSENT -> this::runPutIfAbsent;
      case ADD_REMOVE -> this::runAddRemove;
      case REPLACE -> this::runReplace;
      case INVOKE -> this::runInvoke;
      case INVOKE_CONTENDED -> {
        put(Counter.KEY, Counter.START);
        yield this::runCount;
      }
      case GET_ALL -> this::runGetAll;
      case PUT_ALL -> this::runPutAll;
    };
  }

  private int runGet(Cursor cursor, int count) {
    int wrong = 0;
    int position = cursor.position;
    for (int i = 0; i < count; i++, position++) {
      Object value = get(data.keyAt(position));
      cursor.consume(position, value);
      if (value == null) {
        wrong++;
      }
    }
    cursor.position = position;
    return wrong;
  }

  private int runGetAndPut(Cursor cursor, int count) {
    int wrong = 0;
    int position = cursor.position;
    for (int i = 0; i < count; i++, position++) {
      if (position % Workload.READS_PER_WRITE == 0) {
        put(data.keyAt(position), data.valueAt(position));
        continue;
      }
      Object value = get(data.keyAt(position));
      cursor.consume(position, value);
      if (value == null) {
        wrong++;
      }
    }
    cursor.position = position;
    return wrong;
  }

  private int runPut(Cursor cursor, int count) {
    int position = cursor.position;
    for (int i = 0; i < count; i++, position++) {
      put(data.keyAt(position), data.valueAt(position));
    }
    cursor.position = position;
    return 0;
  }

  private int runPutIfAbsent(Cursor cursor, int count) {
    int wrong = 0;
    int position = cursor.position;
    for (int i = 0; i < count; i++, position++) {
      if (client.putIfAbsent(data.keyAt(position), codec.encode(data.valueAt(position)))) {
        wrong++;
      }
    }
    cursor.position = position;
    return wrong;
  }

  private int runAddRemove(Cursor cursor, int count) {
    int wrong = 0;
    int position = cursor.position;
    for (int i = 0; i < count; i++, position++) {
      String key = data.ownKeyAt(cursor.worker, position);
      if (!client.putIfAbsent(key, codec.encode(data.valueAt(position)))) {
        wrong++;
      }
      if (!client.remove(key)) {
        wrong++;
      }
    }
    cursor.position = position;
    return wrong;
  }

  private int runReplace(Cursor cursor, int count) {
    int wrong = 0;
    int position = cursor.position;
    for (int i = 0; i < count; i++, position++) {
      if (!client.replace(data.keyAt(position), codec.encode(data.valueAt(position)))) {
        wrong++;
      }
    }
    cursor.position = position;
    return wrong;
  }

  private int runInvoke(Cursor cursor, int count) {
    int wrong = 0;
    int position = cursor.position;
    for (int i = 0; i < count; i++, position++) {
      String key = data.keyAt(position);
      int current = position;
      boolean found = client.update(key, old -> {
        cursor.consume(current, codec.decode(old));
        return codec.encode(data.valueAt(key.hashCode()));
      });
      if (!found) {
        wrong++;
      }
    }
    cursor.position = position;
    return wrong;
  }

  private int runCount(Cursor cursor, int count) {
    UnaryOperator<byte[]> change = old -> codec.encode(Counter.next(codec.decode(old)));
    int wrong = 0;
    for (int i = 0; i < count; i++) {
      if (client.update(Counter.KEY, change)) {
        counter.acknowledge();
      } else {
        wrong++;
      }
    }
    return wrong;
  }

  private int runGetAll(Cursor cursor, int count) {
    int wrong = 0;
    int position = cursor.position;
    for (int i = 0; i < count; i++, position++) {
      Map<String, byte[]> found = client.getAll(data.keySetAt(position));
      Map<String, Object> values = new HashMap<>(found.size() * 2);
      found.forEach((key, value) -> values.put(key, codec.decode(value)));
      cursor.consume(position, values);
      if (values.size() != Dataset.KEYS_PER_SET) {
        wrong++;
      }
    }
    cursor.position = position;
    return wrong;
  }

  private int runPutAll(Cursor cursor, int count) {
    int position = cursor.position;
    for (int i = 0; i < count; i++, position++) {
      Map<String, Object> values = data.entriesAt(position);
      Map<String, byte[]> entries = new HashMap<>(values.size() * 2);
      values.forEach((key, value) -> entries.put(key, codec.encode(value)));
      client.putAll(entries);
    }
    cursor.position = position;
    return 0;
  }

  @Override
  public long lostUpdates() {
    return counter.lost(get(Counter.KEY));
  }

  @Override
  public void close() {
    client.close();
  }
}
