package org.jdance.internal.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jdance.internal.base.TimeSource;
import org.jdance.testing.FreePort;
import org.junit.jupiter.api.Test;

/** An attempt to connect that is over stays over, whoever still holds it: several threads bring one connection up. */
class DialerTest {

  private static final ConnectionSettings SETTINGS = new ConnectionSettings(Duration.ofSeconds(5), null, null, null, TimeSource.system());

  @Test
  void anAttemptThatFailedFailsAgain() throws IOException {
    try (Selector selector = Selector.open()) {
      Dialer dialer = dialer(selector, FreePort.next());
      assertThrows(IOException.class, () -> connect(dialer, selector));
      IOException again = assertThrows(IOException.class, dialer::advance);
      assertTrue(again.getMessage().contains("127.0.0.1"), again::getMessage);
    }
  }

  @Test
  void anAttemptThatWasEndedOpensNothing() throws IOException {
    try (Selector selector = Selector.open(); ServerSocket server = new ServerSocket(0)) {
      Dialer dialer = dialer(selector, server.getLocalPort());
      dialer.close();
      assertThrows(IOException.class, dialer::advance);
      assertEquals(0, selector.keys().size());
    }
  }

  private static Dialer dialer(Selector selector, int port) {
    return new Dialer(new Endpoint("n", "127.0.0.1", port, false), SETTINGS, selector, new AtomicReference<>());
  }

  private static void connect(Dialer dialer, Selector selector) throws IOException {
    while (dialer.advance() == null) {
      selector.select(100);
    }
  }
}
