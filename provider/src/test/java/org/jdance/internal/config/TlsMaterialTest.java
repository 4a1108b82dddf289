package org.jdance.internal.config;

import static org.jdance.internal.config.Setup.assertContains;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PEM files: what they are good for, and what is said of bad ones. */
class TlsMaterialTest {

  private static final String PASSWORD = "changeit";
  private static final int TIMEOUT_MILLIS = 10_000;

  /** By algorithm: a key and its certificate as PEM. */
  private static final Map<String, String> KEYS = new HashMap<>();
  private static final Map<String, String> CERTIFICATES = new HashMap<>();

  @TempDir
  static Path dir;

  private final Setup setup = new Setup();

  @BeforeAll
  static void makeKeys() throws Exception {
    for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
      Path file = dir.resolve(algorithm + ".p12");
      Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias",
          "a", "-keyalg", algorithm, "-dname", "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1", "-validity", "2", "-keystore",
          file.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD).redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      assertTrue(keytool.waitFor(60, TimeUnit.SECONDS));
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, PASSWORD.toCharArray());
      }
      KEYS.put(algorithm, pem("PRIVATE KEY", store.getKey("a", PASSWORD.toCharArray()).getEncoded()));
      CERTIFICATES.put(algorithm, pem("CERTIFICATE", store.getCertificate("a").getEncoded()));
    }
  }

  private static String pem(String type, byte[] der) {
    return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + type + "-----\n";
  }

  private static String write(String text) throws IOException {
    return Files.writeString(Files.createTempFile(dir, "tls", ".pem"), text).toString();
  }

  private FleetSettings fleet(String... keysAndValues) {
    return setup.resolve("rediss://h1", keysAndValues).fleet().orElseThrow();
  }

  private SSLContext context(String... keysAndValues) {
    SSLContext context = fleet(keysAndValues).tls();
    if (context == null) {
      throw new AssertionError("no TLS");
    }
    return context;
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void whoTrustsEachOtherTalks(String algorithm) throws Exception {
    String trust = write("# a comment\n" + CERTIFICATES.get(algorithm));
    String key = write(CERTIFICATES.get(algorithm) + "\r\n" + KEYS.get(algorithm));
    SSLContext both = context("jdance.tls.trust", trust, "jdance.tls.key", key);
    assertEquals("x", handshake(both, both));
    String other = write(CERTIFICATES.get(algorithm.equals("RSA") ? "EC" : "RSA"));
    assertThrows(SSLException.class, () -> handshake(both, context("jdance.tls.trust", other)));
    assertThrows(SSLException.class, () -> handshake(both, context()));
  }

  /** What a server that wants a client's certificate, too, hears from a client. */
  private static String handshake(SSLContext server, SSLContext client) throws Exception {
    try (SSLServerSocket listening =
        (SSLServerSocket) server.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      listening.setNeedClientAuth(true);
      listening.setSoTimeout(TIMEOUT_MILLIS);
      CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> {
        try (SSLSocket accepted = (SSLSocket) listening.accept()) {
          accepted.setSoTimeout(TIMEOUT_MILLIS);
          return Character.toString(accepted.getInputStream().read());
        } catch (IOException e) {
          return e.toString();
        }
      });
      try (SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket(listening.getInetAddress(), listening.getLocalPort())) {
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.getOutputStream().write('x');
      }
      return heard.get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Test
  void aPlaceholderMayPutInThePemTextItself() throws IOException {
    setup.variables.put("CA", CERTIFICATES.get("EC"));
    String file = write(KEYS.get("EC") + CERTIFICATES.get("EC"));
    assertEquals(
        fleet("jdance.tls.trust", write(CERTIFICATES.get("EC")), "jdance.tls.key", file).identity(),
        fleet("jdance.tls.trust", "${env:CA}", "jdance.tls.key", file).identity());
    context("jdance.tls.key", "${file:" + file + "}");
  }

  @Test
  void filesWithOtherContentsMakeAnotherFleet() throws IOException {
    FleetIdentity first = fleet("jdance.tls.trust", write(CERTIFICATES.get("EC"))).identity();
    assertEquals(first, fleet("jdance.tls.trust", write(CERTIFICATES.get("EC"))).identity());
    assertNotEquals(first, fleet("jdance.tls.trust", write(CERTIFICATES.get("RSA"))).identity());
    assertNotEquals(first, fleet().identity());
  }

  @Test
  void whatIsNoPemFileOfThatKindIsRefused() throws IOException {
    String key = KEYS.get("RSA");
    String certificate = CERTIFICATES.get("RSA");
    refused("tls.trust", dir.resolve("no.pem").toString(), "names a file that is not there or is not a regular file");
    refused("tls.trust", dir.toString(), "names a file that is not there or is not a regular file");
    refused("tls.trust", write("hello"), "names a file without a PEM certificate (BEGIN CERTIFICATE)");
    refused("tls.trust", write(key), "names a file without a PEM certificate (BEGIN CERTIFICATE)");
    refused("tls.trust", write(pem("CERTIFICATE", new byte[] {1, 2})), "names a PEM file with a certificate that is damaged");
    refused("tls.trust", write("-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n"),
        "names a PEM file with a block that is not base64");
    refused("tls.trust", write("-----BEGIN CERTIFICATE-----\n\n-----END PRIVATE KEY-----\n"), "with a BEGIN and an END that do not match");
    refused("tls.trust", write("x".repeat(PemText.MAX_FILE_BYTES + 1)), "could not be read (it is larger than 1048576 bytes)");
    refused("tls.key", write(key), "must have one private key (BEGIN PRIVATE KEY) and its certificate (BEGIN CERTIFICATE), and has 0"
        + " certificates, 1 keys");
    refused("tls.key", write(certificate), "and has 1 certificates, 0 keys");
    refused("tls.key", write(key + key + certificate), "and has 1 certificates, 2 keys");
    refused("tls.key", write(pem("PRIVATE KEY", new byte[] {1}) + certificate),
        "with a private key that is damaged, or neither RSA, EC nor");
    refused("tls.key", write(pem("RSA PRIVATE KEY", new byte[] {1}) + certificate), "is not in PKCS#8 form", "openssl pkcs8 -topk8");
    refused("tls.key", write(pem("EC PRIVATE KEY", new byte[] {1}) + certificate), "is not in PKCS#8 form");
    refused("tls.key", write(pem("ENCRYPTED PRIVATE KEY", new byte[] {1}) + certificate), "with an encrypted private key");
    refused("tls.key", write(key + CERTIFICATES.get("EC")), "whose first certificate is not that of its private key");
  }

  private void refused(String key, String value, String... parts) {
    String message = setup.refusal("rediss://h1", "jdance." + key, value);
    assertContains(message, "The value of \"jdance." + key + "\" in the Properties given to getCacheManager ");
    assertContains(message, parts);
    assertFalse(message.contains("MII"), message);
  }
}
