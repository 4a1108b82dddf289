package org.jdance.internal.node.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.entry.EntryFormat;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.WriteReply;
import org.jdance.internal.transport.Endpoint;
import org.jdance.testing.FreePort;
import org.jdance.testing.RedisProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts where Lua's own comparisons go wrong. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RedisScriptTest {

  /** Words whose order as text in some locale, as signed numbers or as doubles is another than as unsigned numbers. */
  private static final long[] WORDS = {
    0, 1, 0x41, 0x61, 0x42, 0x7F, 0x80, 0xC9, 0xE9, 0xFF, 0x100, 0x4100000000L, 0x6100000000L, 0x4200000000L,
    (1L << 53), (1L << 53) + 1, (1L << 53) + 2,
    Long.MAX_VALUE - 1, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1, -0x6100000000L, -2, -1
  };

  @Test
  void versionsAreComparedAsUnsignedNumbersOfAllTheirBits() {
    try (RedisProcess server = RedisProcess.start();
        RedisNode node = node(server.host(), server.port())) {
      checkAll(node);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en_US.utf8", "de_DE.utf8", "en_US.iso88591"})
  void theServersLocaleDoesNotMatter(String locale) throws Exception {
    assumeTrue(installedLocales().contains(locale), "The locale " + locale + " is not installed");
    int port = FreePort.next();
    ProcessBuilder command = new ProcessBuilder("redis-server", "--bind", "127.0.0.1", "--port", "" + port, "--save", "");
    command.environment().put("LC_ALL", locale);
    Process server = command.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    try (RedisNode node = node("127.0.0.1", port)) {
      Deadline until = within();
      while (!answers(node) && !until.hasPassed()) {
        assertTrue(server.isAlive());
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
      checkAll(node);
    } finally {
      server.destroyForcibly();
      assertTrue(server.waitFor(10, TimeUnit.SECONDS));
    }
  }

  @Test
  void everyScriptSaysWhatItTakes() {
    for (String name : new String[] {"write-if-newer", "write-if-version", "delete-if-version", "touch"}) {
      assertTrue(new String(source(name + ".lua"), StandardCharsets.UTF_8).startsWith("-- "), name);
    }
  }

  private static void checkAll(RedisNode node) {
    byte[] key = {'k'};
    for (long first : WORDS) {
      for (long second : WORDS) {
        check(node, key, new Version(first, 7), new Version(second, 7));
        check(node, key, new Version(7, first), new Version(7, second));
      }
    }
  }

  private static boolean answers(RedisNode node) {
    try {
      return !await(node.identify(within())).isEmpty();
    } catch (NodeException e) {
      return false;
    }
  }

  private static List<String> installedLocales() throws IOException {
    Process locale = new ProcessBuilder("locale", "-a").redirectErrorStream(true).start();
    return new String(locale.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
  }

  private static void check(RedisNode node, byte[] key, Version there, Version written) {
    await(node.write(NodeWrite.always(key, envelope(key, there), RedisNode.NO_EXPIRY), within()));
    WriteReply reply = await(node.write(NodeWrite.ifNewer(key, envelope(key, written), RedisNode.NO_EXPIRY), within()));
    int order = written.compareTo(there);
    NodeOutcome expected = order > 0 ? NodeOutcome.STORED : order == 0 ? NodeOutcome.SAME_VERSION_EXISTS : NodeOutcome.NEWER_EXISTS;
    assertEquals(expected, reply.outcome(), () -> written + " over " + there);
  }

  private static byte[] envelope(byte[] key, Version version) {
    return EntryFormat.encode(EntryHeader.of(0, version, StoredEntry.ETERNAL), List.of(), key, new byte[0]);
  }

  private static RedisNode node(String host, int port) {
    return new RedisNode(new Endpoint("redis-1", host, port, false), RedisFixture.settings());
  }

  private static <T> T await(Pending<T> pending) {
    return pending.await(within());
  }

  private static Deadline within() {
    return Deadline.after(TimeSource.system(), Duration.ofSeconds(10));
  }

  static byte[] source(String file) {
    try (InputStream in = RedisScript.class.getResourceAsStream(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String sha1(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
