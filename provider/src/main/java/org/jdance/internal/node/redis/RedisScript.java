package org.jdance.internal.node.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jdance.internal.transport.OutputBuffer;

/** What must be one step on the server, in Lua; each says in its own file what it takes and answers. */
final class RedisScript {

  static final RedisScript WRITE_IF_NEWER = new RedisScript("write-if-newer");
  static final RedisScript WRITE_IF_ABSENT = new RedisScript("write-if-absent");
  static final RedisScript WRITE_IF_VERSION = new RedisScript("write-if-version");
  static final RedisScript DELETE_IF_VERSION = new RedisScript("delete-if-version");
  static final RedisScript TOUCH = new RedisScript("touch");

  private static final byte[] EVALSHA = RedisCommand.constant("EVALSHA");
  private static final byte[] EVAL = RedisCommand.constant("EVAL");

  private final byte[] source;
  private final byte[] hash;

  private RedisScript(String name) {
    source = read(name + ".lua");
    hash = RedisCommand.constant(sha1(source));
  }

  /** Puts the command up to its keys. */
  void begin(OutputBuffer out, boolean whole, int keys, int arguments) {
    RedisCommand.putArray(out, 3 + keys + arguments);
    out.put(whole ? EVAL : EVALSHA);
    if (whole) {
      RedisCommand.putArgument(out, source);
    } else {
      out.put(hash);
    }
    RedisCommand.putArgument(out, keys);
  }

  private static byte[] read(String file) {
    try (InputStream in = RedisScript.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("The script " + file + " is missing from the JDance jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("The script " + file + " cannot be read from the JDance jar", e);
    }
  }

  private static String sha1(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-1", e);
    }
  }
}
