package org.jdance.internal.node.memcached;

import java.io.IOException;
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

/** The contract, kept on a real memcached. */
class MemcachedNodeTest {

  @Nested
  class Plain extends NodeContract {
    @Override
    protected NodeFixture newFixture() {
      return new MemcachedFixture(MemcachedProcess.start());
    }
  }

  @Nested
  class WithLogin extends NodeContract {

    @TempDir static Path directory;

    @Override
    protected NodeFixture newFixture() throws IOException {
      Path users = directory.resolve("users");
      Files.writeString(users, "other:word\njdance:p%s:s\n");
      MemcachedProcess server = MemcachedProcess.start("-Y", users.toString());
      return new MemcachedFixture(
          server, false, new ConnectionSettings(MemcachedFixture.CONNECT, "jdance", "p%s:s", null, TimeSource.system()));
    }
  }

  @Nested
  class OverTls extends NodeContract {

    private static TestCertificate certificate;

    @BeforeAll
    static void createCertificate() throws Exception {
      certificate = TestCertificate.create();
    }

    @AfterAll
    static void deleteCertificate() {
      certificate.close();
    }

    @Override
    protected NodeFixture newFixture() throws Exception {
      MemcachedProcess server = MemcachedProcess.startTls(certificate);
      return new MemcachedFixture(
          server, true, new ConnectionSettings(MemcachedFixture.CONNECT, null, null, certificate.clientContext(), TimeSource.system()));
    }
  }
}
