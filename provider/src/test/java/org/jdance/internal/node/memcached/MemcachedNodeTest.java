package org.jdance.internal.node.memcached;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.node.NodeContract;
import org.jdance.internal.node.NodeFixture;
import org.jdance.internal.transport.ConnectionSettings;
import org.jdance.testing.MemcachedProcess;
import org.jdance.testing.TestCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The contract, kept on a real memcached. */
class MemcachedNodeTest {

  @Nested
  @Execution(ExecutionMode.CONCURRENT)
  class Plain extends NodeContract {
    @Override
    protected NodeFixture newFixture() {
      return new MemcachedFixture(MemcachedProcess.start());
    }
  }

  /** Both at once: what they change is before the first request. */
  @Nested
  @Execution(ExecutionMode.CONCURRENT)
  class OverTlsWithLogin extends NodeContract {

    private static final String USER = "jdance";
    private static final String PASSWORD = "p%s:s";

    @TempDir static Path directory;
    private static TestCertificate certificate;

    @BeforeAll
    static void createCertificate() throws Exception {
      certificate = TestCertificate.create();
      Files.writeString(directory.resolve("users"), "other:word\n" + USER + ":" + PASSWORD + "\n");
    }

    @AfterAll
    static void deleteCertificate() {
      certificate.close();
    }

    @Override
    protected NodeFixture newFixture() throws Exception {
      MemcachedProcess server = MemcachedProcess.startTls(certificate, "-Y", directory.resolve("users").toString());
      ConnectionSettings settings =
          new ConnectionSettings(MemcachedFixture.CONNECT, USER, PASSWORD, certificate.clientContext(), TimeSource.system());
      return new MemcachedFixture(server, true, settings);
    }
  }
}
