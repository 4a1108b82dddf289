package org.jdance.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Redis' own requests, in RESP2: GET, SET with NX and XX, DEL, MGET, MSET, and a script that sets a value if the old one is still there. */
final class RedisProtocol implements PlainProtocol {
  private static final String SWAP =
      "if redis.call('GET',KEYS[1])==ARGV[1] then redis.call('SET',KEYS[1],ARGV[2]) return 1 end return 0";
  private static final byte[] NOTHING = new byte[0];
  private static final byte[] GET = PlainConnection.ascii("*2\r\n$3\r\nGET\r\n");
  private static final byte[] SET = PlainConnection.ascii("*3\r\n$3\r\nSET\r\n");
  private static final byte[] SET_IF = PlainConnection.ascii("*4\r\n$3\r\nSET\r\n");
  private static final byte[] ABSENT = PlainConnection.ascii("$2\r\nNX\r\n");
  private static final byte[] PRESENT = PlainConnection.ascii("$2\r\nXX\r\n");
  private static final byte[] DELETE = PlainConnection.ascii("*2\r\n$3\r\nDEL\r\n");
  private static final byte[] GET_ALL = PlainConnection.ascii("$4\r\nMGET\r\n");
  private static final byte[] SET_ALL = PlainConnection.ascii("$4\r\nMSET\r\n");
  private static final byte[] RUN = PlainConnection.ascii("*6\r\n$7\r\nEVALSHA\r\n$40\r\n");
  private static final byte[] ONE_KEY = PlainConnection.ascii("\r\n$1\r\n1\r\n");

  private volatile byte[] script = NOTHING;

  @Override
  public void prepare(PlainConnection connection) throws IOException {
    connection.add("*3\r\n$6\r\nSCRIPT\r\n$4\r\nLOAD\r\n$").add(SWAP.length()).endLine().add(SWAP).endLine().send();
    byte[] digest = value(connection);
    if (digest == null) {
      throw new IOException("Redis does not load a script.");
    }
    script = digest;
  }

  @Override
  public void get(PlainConnection connection, String key) {
    text(connection.add(GET), key);
  }

  @Override
  public byte @Nullable [] value(PlainConnection connection) throws IOException {
    expect(connection, '$');
    int length = (int) connection.readNumber();
    connection.readByte();
    if (length < 0) {
      return null;
    }
    byte[] value = connection.readBytes(length);
    connection.readByte();
    connection.readByte();
    return value;
  }

  @Override
  public void set(PlainConnection connection, String key, byte[] value, Mode mode) {
    text(connection.add(mode == Mode.ALWAYS ? SET : SET_IF), key);
    bytes(connection, value);
    if (mode != Mode.ALWAYS) {
      connection.add(mode == Mode.IF_ABSENT ? ABSENT : PRESENT);
    }
  }

  @Override
  public void delete(PlainConnection connection, String key) {
    text(connection.add(DELETE), key);
  }

  @Override
  public boolean done(PlainConnection connection) throws IOException {
    int kind = connection.readByte();
    if (kind == '-') {
      throw new IOException("Redis says: " + connection.readLine());
    }
    int first = connection.readByte();
    connection.skipLine();
    return kind == '+' || (kind == ':' && first == '1');
  }

  @Override
  public void getAll(PlainConnection connection, List<String> keys) {
    connection.add("*").add(keys.size() + 1).endLine().add(GET_ALL);
    for (String key : keys) {
      text(connection, key);
    }
  }

  @Override
  public void values(PlainConnection connection, List<String> keys, Map<String, byte[]> found) throws IOException {
    expect(connection, '*');
    connection.skipLine();
    for (String key : keys) {
      byte[] value = value(connection);
      if (value != null) {
        found.put(key, value);
      }
    }
  }

  @Override
  public void setAll(PlainConnection connection, Map<String, byte[]> entries) {
    connection.add("*").add(2L * entries.size() + 1).endLine().add(SET_ALL);
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      text(connection, entry.getKey());
      bytes(connection, entry.getValue());
    }
  }

  @Override
  public byte @Nullable [] exchange(PlainConnection connection, String key, UnaryOperator<byte[]> change) throws IOException {
    get(connection, key);
    connection.send();
    byte[] old = value(connection);
    if (old == null) {
      return null;
    }
    byte[] next = change.apply(old);
    text(connection.add(RUN).add(script).add(ONE_KEY), key);
    bytes(connection, old);
    bytes(connection, next);
    connection.send();
    return done(connection) ? next : NOTHING;
  }

  private static void text(PlainConnection connection, String text) {
    connection.add("$").add(text.length()).endLine().add(text).endLine();
  }

  private static void bytes(PlainConnection connection, byte[] bytes) {
    connection.add("$").add(bytes.length).endLine().add(bytes).endLine();
  }

  private static void expect(PlainConnection connection, char kind) throws IOException {
    int found = connection.readByte();
    if (found != kind) {
      throw new IOException("Redis says: " + (char) found + connection.readLine());
    }
  }
}
