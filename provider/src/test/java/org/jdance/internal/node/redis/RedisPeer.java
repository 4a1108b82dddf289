package org.jdance.internal.node.redis;

import java.time.Duration;
import java.util.function.Consumer;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.transport.ConnectionSettings;
import org.jdance.internal.transport.Endpoint;
import org.jdance.testing.Script;
import org.jdance.testing.ScriptedPeer;

/** A server that behaves as its script says, and a node of it. */
final class RedisPeer implements AutoCloseable {

  static final String HELLO = "*4\r\n$5\r\nHELLO\r\n$1\r\n3\r\n$7\r\nSETNAME\r\n$6\r\njdance\r\n";
  static final String QUESTIONS = "*2\r\n$4\r\nINFO\r\n$6\r\nserver\r\n*3\r\n$6\r\nCONFIG\r\n$3\r\nGET\r\n$10\r\nmaxmemory*\r\n";
  static final String NO_LIMIT = "%1\r\n$9\r\nmaxmemory\r\n$1\r\n0\r\n";

  final ScriptedPeer peer;
  final RedisNode node;

  RedisPeer(Consumer<Script> script) {
    this(script, null, null);
  }

  RedisPeer(Consumer<Script> script, String user, String password) {
    peer = ScriptedPeer.playing(script);
    ConnectionSettings settings = new ConnectionSettings(Duration.ofSeconds(5), user, password, null, TimeSource.system());
    node = new RedisNode(new Endpoint("redis-1", peer.host(), peer.port(), false), settings);
  }

  /** What HELLO answers. */
  static String hello(String mode, String role) {
    return "%3\r\n$5\r\nproto\r\n:3\r\n$4\r\nmode\r\n" + bulk(mode) + "$4\r\nrole\r\n" + bulk(role);
  }

  /** A greeting that goes well. */
  static Consumer<Script> greeted() {
    return greetedWith(hello("standalone", "master"));
  }

  /** A greeting to which HELLO answers this. */
  static Consumer<Script> greetedWith(String hello) {
    return s -> s.accept().expect(HELLO + QUESTIONS).send(hello + bulk("# Server\r\nrun_id:process-1\r\n") + NO_LIMIT);
  }

  static String bulk(String text) {
    return "$" + text.length() + "\r\n" + text + "\r\n";
  }

  static String command(String... words) {
    StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      text.append(bulk(word));
    }
    return text.toString();
  }

  @Override
  public void close() {
    node.close();
    peer.close();
  }
}
