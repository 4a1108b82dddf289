package org.jdance.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** memcached's meta commands, and for many keys its {@code get} with all of them. */
final class MemcachedProtocol implements PlainProtocol {
  private static final byte[] NOTHING = new byte[0];
  private static final byte[] META_GET = PlainConnection.ascii("mg ");
  private static final byte[] VALUE_ONLY = PlainConnection.ascii(" v\r\n");
  private static final byte[] VALUE_AND_TOKEN = PlainConnection.ascii(" v c\r\n");
  private static final byte[] META_SET = PlainConnection.ascii("ms ");
  private static final byte[] QUIET = PlainConnection.ascii(" q");
  private static final byte[] ALL_DONE = PlainConnection.ascii("mn\r\n");
  private static final byte[] ABSENT = PlainConnection.ascii(" ME");
  private static final byte[] PRESENT = PlainConnection.ascii(" MR");
  private static final byte[] META_DELETE = PlainConnection.ascii("md ");

  @Override
  public void prepare(PlainConnection connection) {
    // A connection is ready at once.
  }

  @Override
  public void get(PlainConnection connection, String key) {
    connection.add(META_GET).add(key).add(VALUE_ONLY);
  }

  @Override
  public byte @Nullable [] value(PlainConnection connection) throws IOException {
    if (!isValue(connection)) {
      return null;
    }
    int length = (int) connection.readNumber();
    connection.skipLine();
    return bytes(connection, length);
  }

  @Override
  public void set(PlainConnection connection, String key, byte[] value, Mode mode) {
    connection.add(META_SET).add(key).add(" ").add(value.length);
    if (mode != Mode.ALWAYS) {
      connection.add(mode == Mode.IF_ABSENT ? ABSENT : PRESENT);
    }
    connection.endLine().add(value).endLine();
  }

  @Override
  public void delete(PlainConnection connection, String key) {
    connection.add(META_DELETE).add(key).endLine();
  }

  @Override
  public boolean done(PlainConnection connection) throws IOException {
    int first = connection.readByte();
    int second = connection.readByte();
    if ((first == 'H' && second == 'D') || (first == 'M' && second == 'N')) {
      connection.skipLine();
      return true;
    }
    String rest = connection.readLine();
    // Not stored, somebody else came first, not found.
    if ((first == 'N' && (second == 'S' || second == 'F')) || (first == 'E' && second == 'X')) {
      return false;
    }
    throw new IOException("memcached says: " + (char) first + (char) second + rest);
  }

  @Override
  public void getAll(PlainConnection connection, List<String> keys) {
    connection.add("get");
    for (String key : keys) {
      connection.add(" ").add(key);
    }
    connection.endLine();
  }

  @Override
  public void values(PlainConnection connection, List<String> keys, Map<String, byte[]> found) throws IOException {
    // Replies come in the order of the keys, without those that are not there.
    int at = 0;
    for (int first = connection.readByte(); first == 'V'; first = connection.readByte()) {
      while (connection.readByte() != ' ') {
        // The word VALUE.
      }
      at = find(connection, keys, at);
      connection.readNumber();
      int length = (int) connection.readNumber();
      connection.readByte();
      found.put(keys.get(at), bytes(connection, length));
      at++;
    }
    connection.skipLine();
  }

  private static int find(PlainConnection connection, List<String> keys, int from) throws IOException {
    StringBuilder key = new StringBuilder();
    for (int next = connection.readByte(); next != ' '; next = connection.readByte()) {
      key.append((char) next);
    }
    for (int i = from; i < keys.size(); i++) {
      if (keys.get(i).contentEquals(key)) {
        return i;
      }
    }
    throw new IOException("memcached answers for a key that was not asked for.");
  }

  @Override
  public void setAll(PlainConnection connection, Map<String, byte[]> entries) {
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      byte[] value = entry.getValue();
      connection.add(META_SET).add(entry.getKey()).add(" ").add(value.length).add(QUIET).endLine().add(value).endLine();
    }
    connection.add(ALL_DONE);
  }

  @Override
  public byte @Nullable [] exchange(PlainConnection connection, String key, UnaryOperator<byte[]> change) throws IOException {
    connection.add(META_GET).add(key).add(VALUE_AND_TOKEN).send();
    if (!isValue(connection)) {
      return null;
    }
    int length = (int) connection.readNumber();
    connection.readByte();
    long token = connection.readNumber();
    connection.readByte();
    byte[] next = change.apply(bytes(connection, length));
    connection.add(META_SET).add(key).add(" ").add(next.length).add(" C").add(token).endLine().add(next).endLine().send();
    return done(connection) ? next : NOTHING;
  }

  /** Reads {@code VA } or the whole line that says that there is none. */
  private static boolean isValue(PlainConnection connection) throws IOException {
    int first = connection.readByte();
    if (first != 'V') {
      String rest = connection.readLine();
      if (first == 'E' && rest.equals("N")) {
        return false;
      }
      throw new IOException("memcached says: " + (char) first + rest);
    }
    connection.readByte();
    connection.readByte();
    return true;
  }

  private static byte[] bytes(PlainConnection connection, int length) throws IOException {
    byte[] value = connection.readBytes(length);
    connection.readByte();
    connection.readByte();
    return value;
  }
}
