package org.jdance.internal.node.redis;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jdance.internal.node.KeyPage;
import org.jdance.internal.transport.OutputBuffer;
import org.jdance.internal.transport.ProtocolViolation;
import org.jspecify.annotations.Nullable;

/** SCAN: one page of the keys with a prefix. */
final class ScanRequest extends RedisRequest<KeyPage> {

  private static final byte[] SCAN = RedisCommand.constant("SCAN");
  private static final byte[] MATCH = RedisCommand.constant("MATCH");
  private static final byte[] COUNT = RedisCommand.constant("COUNT");
  private static final byte[] START = {'0'};

  private final byte[] cursor;
  private final byte[] prefix;
  private final int pageSize;

  ScanRequest(String node, @Nullable String expected, byte[] prefix, @Nullable RedisCursor from, int pageSize) {
    super(node, expected, null);
    this.cursor = from == null ? START : from.bytes();
    this.prefix = prefix;
    this.pageSize = pageSize;
  }

  @Override
  void encodeCommand(OutputBuffer out) {
    RedisCommand.putArray(out, prefix.length == 0 ? 4 : 6);
    out.put(SCAN);
    RedisCommand.putArgument(out, cursor);
    if (prefix.length > 0) {
      out.put(MATCH);
      RedisCommand.putArgument(out, pattern(prefix));
    }
    out.put(COUNT);
    RedisCommand.putArgument(out, pageSize);
  }

  @Override
  void answered(Object reply, long stamp) throws ProtocolViolation {
    if (!(reply instanceof Object[] parts)
        || parts.length != 2
        || !(parts[0] instanceof byte[] next)
        || !(parts[1] instanceof Object[] found)) {
      throw unexpected("SCAN");
    }
    List<byte[]> keys = new ArrayList<>(found.length);
    for (Object key : found) {
      if (!(key instanceof byte[] bytes)) {
        throw unexpected("SCAN");
      }
      keys.add(bytes);
    }
    succeed(new KeyPage(keys, Arrays.equals(next, START) ? null : new RedisCursor(next)));
  }

  /** The glob pattern of what begins with these bytes. */
  static byte[] pattern(byte[] prefix) {
    ByteArrayOutputStream pattern = new ByteArrayOutputStream(prefix.length + 8);
    for (byte b : prefix) {
      if (b == '*' || b == '?' || b == '[' || b == ']' || b == '\\' || b == '^' || b == '-') {
        pattern.write('\\');
      }
      pattern.write(b);
    }
    pattern.write('*');
    return pattern.toByteArray();
  }
}
