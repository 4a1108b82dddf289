package org.jdance.internal.node.sharedance;

import java.io.IOException;
import org.jdance.internal.node.NodeContract;
import org.jdance.internal.node.NodeFixture;
import org.jdance.testing.SharedanceProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract on a real server. */
class SharedanceNodeTest extends NodeContract {

  private static SharedanceProcess server;

  @BeforeAll
  static void startServer() {
    server = SharedanceProcess.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Override
  protected NodeFixture newFixture() throws IOException {
    return new SharedanceFixture(server);
  }
}
