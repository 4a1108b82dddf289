package org.jdance.internal.node.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.node.NodeContract;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.NodeFixture;
import org.jdance.internal.transport.ConnectionSettings;
import org.jdance.internal.transport.Endpoint;
import org.jdance.testing.RedisProcess;
import org.jdance.testing.ScriptedPeer;
import org.jdance.testing.TestCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The node contract through TLS, and servers that are not to be trusted. */
class RedisTlsNodeTest extends NodeContract {

  private static TestCertificate certificate;

  private RedisProcess server;

  @BeforeAll
  static void create() throws Exception {
    certificate = TestCertificate.create();
  }

  @AfterAll
  static void delete() {
    certificate.close();
  }

  @Override
  protected NodeFixture newFixture() throws Exception {
    server = RedisProcess.startTls(certificate);
    return new RedisFixture(server, true, settings(Duration.ofSeconds(5), certificate));
  }

  @Test
  void aCertificateThatIsNotTrustedIsRefused() throws Exception {
    try (TestCertificate other = TestCertificate.create();
        RedisNode node = node(server.host(), server.port(), settings(Duration.ofSeconds(5), other))) {
      NodeException e = fails(node);
      assertEquals(Kind.UNREACHABLE, e.kind());
      assertFalse(e.mayHaveRun());
      assertTrue(e.getMessage().contains("certificat"), e::getMessage);
    }
  }

  @Test
  void aCertificateForAnotherHostIsRefused() throws Exception {
    // An address of this machine that the certificate does not name; nothing but the proof of the host fails.
    try (RedisProcess everywhere = RedisProcess.startTls(certificate, "--bind", "127.0.0.1", "127.0.0.2");
        RedisNode node = node("127.0.0.2", everywhere.port(), settings(Duration.ofSeconds(5), certificate))) {
      NodeException e = fails(node);
      assertEquals(Kind.UNREACHABLE, e.kind());
      assertTrue(e.getMessage().contains("127.0.0.2"), e::getMessage);
    }
  }

  @Test
  void aServerThatDoesNotSpeakTlsIsToldWithinTheConnectTimeout() throws Exception {
    try (ScriptedPeer mute = ScriptedPeer.playing(script -> script.accept());
        RedisNode node = node(mute.host(), mute.port(), settings(Duration.ofMillis(300), certificate))) {
      NodeException e = fails(node);
      assertEquals(Kind.UNREACHABLE, e.kind());
      assertFalse(e.mayHaveRun());
      assertTrue(e.getMessage().contains("TLS handshake"), e::getMessage);
    }
    try (ScriptedPeer plain = ScriptedPeer.playing(script -> script.accept().send("-ERR what?\r\n"));
        RedisNode node = node(plain.host(), plain.port(), settings(Duration.ofSeconds(5), certificate))) {
      assertEquals(Kind.UNREACHABLE, fails(node).kind());
    }
  }

  private NodeException fails(RedisNode node) {
    return assertThrows(NodeException.class, () -> await(node.read(new byte[] {'k'}, within())));
  }

  private static RedisNode node(String host, int port, ConnectionSettings settings) {
    return new RedisNode(new Endpoint("redis-2", host, port, true), settings);
  }

  private static ConnectionSettings settings(Duration connectTimeout, TestCertificate trusted) throws Exception {
    return new ConnectionSettings(connectTimeout, null, null, trusted.clientContext(), TimeSource.system());
  }
}
