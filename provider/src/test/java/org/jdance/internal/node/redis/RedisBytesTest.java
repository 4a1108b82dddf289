package org.jdance.internal.node.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.jdance.internal.node.redis.RedisPeer.bulk;
import static org.jdance.internal.node.redis.RedisPeer.command;
import static org.jdance.internal.node.redis.RedisPeer.greeted;
import static org.jdance.internal.node.redis.RedisPeer.greetedWith;
import static org.jdance.internal.node.redis.RedisPeer.hello;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.entry.EntryFormat;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.entry.EnvelopeMark;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.Guard;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.WriteReply;
import org.jdance.testing.Script;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The node's bytes, and what it makes of a server that misbehaves. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RedisBytesTest {

  private static final byte[] K = {'k'};
  private static final byte[] V = {'v'};
  private static final byte[] STAMP = envelope(9);
  private static final Guard GUARD = Guard.of(new byte[] {'s'}, STAMP);
  private static final String GET_K = command("GET", "k");

  private RedisPeer server;

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void plainReadsAndWritesAreTheseBytes() {
    play(
        greeted()
            .andThen(s -> s.expect(command("SET", "k", "v")).send("+OK\r\n"))
            .andThen(s -> s.expect(command("SET", "k", "v", "PX", "1500")).send("+OK\r\n"))
            .andThen(s -> s.expect(command("SET", "k", "v", "NX")).send("_\r\n"))
            .andThen(s -> s.expect(GET_K).send(bulk("v")))
            .andThen(s -> s.expect(GET_K).send("_\r\n"))
            .andThen(s -> s.expect(command("UNLINK", "k")).send(":1\r\n"))
            .andThen(s -> s.expect(command("GETRANGE", "k", "0", "35")).send("$0\r\n\r\n"))
            .andThen(s -> s.expect(command("SCAN", "0", "MATCH", "a\\*b*", "COUNT", "10")).send("*2\r\n$1\r\n0\r\n*1\r\n" + bulk("a*bc"))));
    assertEquals(NodeOutcome.STORED, await(node().write(NodeWrite.always(K, V, Node.NO_EXPIRY), within())).outcome());
    assertEquals(NodeOutcome.STORED, await(node().write(NodeWrite.always(K, V, 1500), within())).outcome());
    assertEquals(NodeOutcome.EXISTS, await(node().write(NodeWrite.ifAbsent(K, V, Node.NO_EXPIRY), within())).outcome());
    assertArrayEquals(V, read().value());
    assertNull(read().value());
    assertEquals(NodeOutcome.DELETED, await(node().delete(K, within())).outcome());
    assertEquals(-1L, await(node().readMark(K, within())));
    assertEquals(1, await(node().list("a*b".getBytes(ISO_8859_1), null, 10, within())).keys().size());
  }

  @Test
  void batchesAreOneCommandEach() {
    play(
        greeted()
            .andThen(s -> s.expect(command("MGET", "k", "l")).send("*2\r\n" + bulk("v") + "_\r\n"))
            .andThen(s -> s.expect(command("MSET", "k", "v", "l", "v")).send("+OK\r\n")));
    byte[] l = {'l'};
    List<Pending<ReadReply>> reads = node().readAll(List.of(K, l), within());
    assertArrayEquals(V, await(reads.get(0)).value());
    assertNull(await(reads.get(1)).value());
    List<NodeWrite> writes = List.of(NodeWrite.always(K, V, Node.NO_EXPIRY), NodeWrite.always(l, V, Node.NO_EXPIRY));
    for (Pending<WriteReply> reply : node().writeAll(writes, within())) {
      assertEquals(NodeOutcome.STORED, await(reply).outcome());
    }
  }

  @Test
  void theMarkOfTheStampIsAskedForBehindAReadInOnePacket() {
    play(greeted().andThen(s -> s.expect(GET_K).send("_\r\n").expect(GET_K + command("GETRANGE", "s", "0", "35")).send("_\r\n$0\r\n\r\n")));
    read();
    ReadReply reply = await(node().read(K, GUARD, within()));
    assertNull(reply.value());
    assertEquals(EnvelopeMark.NONE, reply.stamp());
  }

  @Test
  void theMarkOfTheStampIsAskedForBehindWhatIsNoScript() {
    String stamp = bulk(new String(STAMP, 0, 36, ISO_8859_1));
    String ask = command("GETRANGE", "s", "0", "35");
    play(
        greeted()
            .andThen(s -> s.expect(command("SET", "k", "v") + ask).send("+OK\r\n" + stamp))
            .andThen(s -> s.expect(command("UNLINK", "k") + ask).send(":1\r\n" + stamp))
            .andThen(s -> s.expect(command("MGET", "k", "k") + ask).send("*2\r\n" + bulk("v") + "_\r\n" + stamp))
            .andThen(s -> s.expect(command("MSET", "k", "v", "k", "v") + ask).send("+OK\r\n" + stamp)));
    NodeWrite write = NodeWrite.always(K, V, Node.NO_EXPIRY);
    assertEquals(GUARD.mark(), await(node().write(write, GUARD, within())).stamp());
    assertEquals(GUARD.mark(), await(node().delete(K, GUARD, within())).stamp());
    assertEquals(GUARD.mark(), await(node().readAll(List.of(K, K), GUARD, within()).get(1)).stamp());
    assertEquals(GUARD.mark(), await(node().writeAll(List.of(write, write), GUARD, within()).get(0)).stamp());
  }

  @Test
  void aScriptGetsTheStampAsItsLastKeyAndItsHeadAsItsLastArgument() {
    byte[] envelope = envelope(5);
    String head = bulk(new String(STAMP, 0, 24, ISO_8859_1));
    String value = bulk(new String(envelope, ISO_8859_1));
    String key = bulk("k") + bulk("s");
    String version = bulk(new String(envelope, 8, 16, ISO_8859_1));
    play(
        greeted()
            .andThen(s -> s.expect(script("write-if-newer.lua", 9) + bulk("2") + key + bulk("") + value + bulk("") + head).send("*1\r\n:1\r\n"))
            .andThen(s -> s.expect(script("write-if-absent.lua", 8) + bulk("2") + key + value + bulk("") + head).send(":0\r\n"))
            .andThen(s -> s.expect(script("write-if-version.lua", 9) + bulk("2") + key + version + value + bulk("") + head).send("*2\r\n_\r\n$0\r\n\r\n"))
            .andThen(s -> s.expect(script("delete-if-version.lua", 7) + bulk("2") + key + version + head).send("*2\r\n_\r\n" + bulk(new String(STAMP, 0, 36, ISO_8859_1)))));
    NodeWrite newer = NodeWrite.ifNewer(K, envelope, Node.NO_EXPIRY);
    WriteReply stored = await(node().write(newer, GUARD, within()));
    assertEquals(WriteReply.stored(stored.token(), GUARD.mark()), stored);
    WriteReply exists = await(node().write(NodeWrite.ifAbsent(K, envelope, Node.NO_EXPIRY), GUARD, within()));
    assertEquals(WriteReply.of(NodeOutcome.EXISTS).under(GUARD.mark()), exists);
    WriteReply refused = await(node().write(NodeWrite.ifMatches(K, envelope, stored.token(), Node.NO_EXPIRY), GUARD, within()));
    assertEquals(WriteReply.underOtherStamp(EnvelopeMark.NONE), refused);
    assertEquals(WriteReply.underOtherStamp(GUARD.mark()), await(node().deleteIfMatches(K, stored.token(), GUARD, within())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-ERR first\r\n$0\r\n\r\n", "$1\r\nv\r\n-NOPERM second\r\n", "-ERR first\r\n-NOPERM second\r\n"})
  void anErrorOfOneOfTheTwoIsTheFailureOfBothAndTheNextReplyIsTheNext(String replies) {
    play(greeted().andThen(s -> s.expect(GET_K + command("GETRANGE", "s", "0", "35")).send(replies).expect(GET_K).send(bulk("w"))));
    Pending<ReadReply> read = node().read(K, GUARD, within());
    NodeException e = assertThrows(NodeException.class, () -> await(read));
    assertEquals(Kind.REFUSED, e.kind());
    assertEquals(replies.startsWith("$"), e.mayHaveRun());
    assertArrayEquals(new byte[] {'w'}, read().value());
  }

  @Test
  void aMarkOfSomethingElseThanAStringIsNone() {
    play(greeted().andThen(s -> s.expect(GET_K + command("GETRANGE", "s", "0", "35")).send(bulk("v") + "-WRONGTYPE Operation\r\n")));
    ReadReply reply = await(node().read(K, GUARD, within()));
    assertArrayEquals(V, reply.value());
    assertEquals(EnvelopeMark.NONE, reply.stamp());
  }

  private static String script(String name, int length) {
    return "*" + length + "\r\n" + bulk("EVALSHA") + bulk(RedisScriptTest.sha1(RedisScriptTest.source(name)));
  }

  @Test
  void credentialsAreGivenAtTheBeginning() {
    String hello = command("HELLO", "3", "AUTH", "anna", "secret", "SETNAME", "jdance");
    String refusals = "-WRONGPASS invalid\r\n-NOAUTH x\r\n-NOAUTH x\r\n";
    Consumer<Script> script = s -> s.accept().expect(hello + RedisPeer.QUESTIONS).send(refusals).expectClose();
    server = new RedisPeer(script, "anna", "secret");
    NodeException e = fails();
    assertEquals(Kind.REFUSED, e.kind());
    assertFalse(e.getMessage().contains("secret"), e::getMessage);
    assertTrue(e.getMessage().contains("password"), e::getMessage);
  }

  @Test
  void aScriptThatTheServerDoesNotKnowIsSentWhole() {
    byte[] envelope = envelope(5);
    String tail = bulk("1") + bulk("k") + bulk("") + bulk(new String(envelope, ISO_8859_1)) + bulk("") + bulk("");
    play(
        greeted()
            .andThen(
                s -> {
                  String hash = RedisScriptTest.sha1(RedisScriptTest.source("write-if-newer.lua"));
                  s.expect("*8\r\n" + bulk("EVALSHA") + bulk(hash) + tail).send("-NOSCRIPT No matching script. Please use EVAL.\r\n");
                  String source = new String(RedisScriptTest.source("write-if-newer.lua"), StandardCharsets.UTF_8);
                  s.expect("*8\r\n" + bulk("EVAL") + bulk(source) + tail).send("*1\r\n:1\r\n");
                }));
    assertEquals(NodeOutcome.STORED, await(node().write(NodeWrite.ifNewer(K, envelope, Node.NO_EXPIRY), within())).outcome());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 400 Bad Request\r\n\r\n", "ERROR\r\n", "\r\n", "$x\r\n", "$-2\r\n", "$99999999999\r\n",
        "*-5\r\n", "*99999999\r\n", "$1\r\nvx\r\n",
        ":12345678901234567890123\r\n", ":1x\r\n", ">2\r\n+a\r\n+b\r\n",
        "*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n", "*1\r\n+x\r\n", ":1\r\n", "\u0000\u0001\u0002\r\n"
      })
  void bytesThatAreNoReplyEndTheConnectionOnce(String bytes) {
    play(
        greeted()
            .andThen(s -> s.expect(GET_K + GET_K).send(bytes).expectClose())
            .andThen(greeted())
            .andThen(s -> s.expect(GET_K).send(bulk("v"))));
    Deadline within = within();
    Pending<ReadReply> first = node().read(K, within);
    Pending<ReadReply> second = node().read(K, within);
    NodeException e = assertThrows(NodeException.class, () -> await(first));
    assertEquals(Kind.PROTOCOL, e.kind(), e::getMessage);
    assertTrue(e.mayHaveRun());
    assertEquals(Kind.PROTOCOL, assertThrows(NodeException.class, () -> await(second)).kind());
    assertArrayEquals(V, read().value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "$", "$1", "$1\r", "$1\r\n", "$1\r\nv", "$1\r\nv\r"})
  void halfAReplyAndThenTheEndIsALostConnection(String half) {
    play(greeted().andThen(s -> s.expect(GET_K).send(half).close()).andThen(greeted()).andThen(s -> s.expect(GET_K).send(bulk("v"))));
    NodeException e = fails();
    assertEquals(Kind.UNREACHABLE, e.kind());
    assertTrue(e.mayHaveRun());
    assertArrayEquals(V, read().value());
  }

  @Test
  void aReplyThatStallsInItsMiddleIsATimeoutAndComesLater() {
    play(greeted().andThen(s -> s.expect(GET_K).send("$1\r\n").pause().send("v\r\n")));
    Pending<ReadReply> pending = node().read(K, within());
    NodeException e = assertThrows(NodeException.class, () -> pending.await(Deadline.after(TimeSource.system(), Duration.ofMillis(100))));
    assertEquals(Kind.TIMEOUT, e.kind());
    server.peer.proceed();
    assertArrayEquals(V, await(pending).value());
  }

  @ParameterizedTest
  @CsvSource({
    "-LOADING Redis is loading the dataset in memory, REFUSED, loading",
    "-READONLY You can't write against a read only replica., REFUSED, master",
    "-MISCONF Redis is configured to save RDB snapshots, REFUSED, disk",
    "-OOM command not allowed when used memory > 'maxmemory'., REFUSED, maxmemory",
    "-NOAUTH Authentication required., REFUSED, password",
    "-NOPERM this user has no permissions, REFUSED, grant",
    "-BUSY Redis is busy running a script., OVERLOADED, SCRIPT KILL",
    "-MASTERDOWN Link with MASTER is down, REFUSED, master",
    "-CLUSTERDOWN The cluster is down, REFUSED, cluster-enabled no",
    "-MOVED 3999 127.0.0.1:6381, REFUSED, cluster-enabled no",
    "-ERR max number of clients reached, OVERLOADED, maxclients",
    "-ERR Error running script (call to f_1): @user_script:1: -OOM command not allowed, REFUSED, maxmemory",
    "-ERR unknown command 'GET' with args beginning with: 'secretkey', REFUSED, unknown command"
  })
  void anErrorIsAStateThatSaysWhatToDo(String error, Kind kind, String says) {
    play(greeted().andThen(s -> s.expect(GET_K).send(error + "\r\n").expect(GET_K).send(bulk("v"))));
    NodeException e = fails();
    assertEquals(kind, e.kind(), e::getMessage);
    assertFalse(e.mayHaveRun());
    assertTrue(e.getMessage().contains(says), e::getMessage);
    assertFalse(e.getMessage().contains("secretkey"), e::getMessage);
    assertArrayEquals(V, read().value());
  }

  @ParameterizedTest
  @CsvSource({
    "-ERR unknown command `HELLO`, REFUSED, RESP3",
    "-NOPROTO unsupported protocol version, REFUSED, RESP3",
    "-NOAUTH HELLO must be called with the client already authenticated, REFUSED, password",
    "-DENIED Redis is running in protected mode, REFUSED, protected mode",
    "-ERR max number of clients reached, OVERLOADED, maxclients",
    "+PONG, PROTOCOL, another kind"
  })
  void aServerThatCannotBeUsedIsRefusedWithASentence(String answer, Kind kind, String says) {
    play(greetedWith(answer + "\r\n").andThen(Script::expectClose));
    assertRefused(kind, says);
  }

  @Test
  void aServerInClusterModeIsRefused() {
    play(greetedWith(hello("cluster", "master")).andThen(Script::expectClose));
    assertRefused(Kind.REFUSED, "cluster mode");
  }

  @Test
  void aReplicaIsRefused() {
    play(greetedWith(hello("standalone", "replica")).andThen(Script::expectClose));
    assertRefused(Kind.REFUSED, "replica");
  }

  @Test
  void whereInfoIsForbiddenNoProcessIsTold() {
    play(
        s ->
            s.accept()
                .expect(RedisPeer.HELLO + RedisPeer.QUESTIONS)
                .send(hello("standalone", "master") + "-NOPERM no\r\n-NOPERM no\r\n")
                .expect(GET_K)
                .send(bulk("v")));
    node().expect("some process");
    assertArrayEquals(V, read().value());
    assertFalse(node().capabilities().tellsProcess());
  }

  @Test
  void anotherProcessThanExpectedGetsNothing() {
    play(greeted().andThen(s -> s.expect(command("INFO", "server")).send(bulk("run_id:process-1\r\n"))));
    node().expect("process-0");
    NodeException e = fails();
    assertEquals(Kind.RESTARTED, e.kind());
    assertFalse(e.mayHaveRun());
    assertEquals("process-1", await(node().identify(within())));
  }

  private void assertRefused(Kind kind, String says) {
    NodeException e = fails();
    assertEquals(kind, e.kind(), e::getMessage);
    assertFalse(e.mayHaveRun());
    assertTrue(e.getMessage().contains(says), e::getMessage);
  }

  private void play(Consumer<Script> script) {
    server = new RedisPeer(script);
  }

  private RedisNode node() {
    return server.node;
  }

  private ReadReply read() {
    return await(node().read(K, within()));
  }

  private NodeException fails() {
    return assertThrows(NodeException.class, this::read);
  }

  private static byte[] envelope(long version) {
    return EntryFormat.encode(EntryHeader.of(0, new Version(version, 1), StoredEntry.ETERNAL), List.of(), K, V);
  }

  private static <T> T await(Pending<T> pending) {
    return pending.await(within());
  }

  private static Deadline within() {
    return Deadline.after(TimeSource.system(), Duration.ofSeconds(10));
  }
}
