package org.jdance.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate for the loopback interface, in files that servers read, and the trust in it that clients need. */
public final class TestCertificate implements AutoCloseable {

  private static final String PASSWORD = "changeit";
  private static final String ALIAS = "server";

  private final Path directory;
  private final KeyStore store;

  private TestCertificate(Path directory, KeyStore store) {
    this.directory = directory;
    this.store = store;
  }

  /** A new one, for {@code localhost} and 127.0.0.1. */
  public static TestCertificate create() throws IOException, GeneralSecurityException, InterruptedException {
    Path directory = Files.createTempDirectory("jdance-certificate-");
    Path file = directory.resolve("store.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> command =
        List.of(
            keytool.toString(), "-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2", "-dname", "CN=localhost",
            "-ext", "san=dns:localhost,ip:127.0.0.1", "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", PASSWORD);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(directory.resolve("log").toFile()).start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("keytool failed: " + Files.readString(directory.resolve("log")));
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    TestCertificate certificate = new TestCertificate(directory, store);
    writePem(certificate.certificateFile(), "CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
    writePem(certificate.keyFile(), "PRIVATE KEY", store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
    return certificate;
  }

  /** The certificate, as PEM. */
  public Path certificateFile() {
    return directory.resolve("certificate.pem");
  }

  /** The private key, as PEM. */
  public Path keyFile() {
    return directory.resolve("key.pem");
  }

  /** A context of a client that trusts this certificate and no other. */
  public SSLContext clientContext() throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(ALIAS, store.getCertificate(ALIAS));
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** Deletes the files. */
  @Override
  public void close() {
    LiveProcesses.delete(directory);
  }

  private static void writePem(Path file, String type, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    Files.writeString(file, "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
  }
}
