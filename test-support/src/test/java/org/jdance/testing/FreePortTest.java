package org.jdance.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreePortTest {

  @Test
  void noPortIsGivenTwice() {
    Set<Integer> ports = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      ports.add(FreePort.next());
    }
    assertEquals(50, ports.size());
  }

  @Test
  void aPortThatSomebodyListensOnIsNotFree() throws IOException {
    int port = FreePort.next();
    assertTrue(FreePort.isFree(port));
    try (ServerSocket taken = Loopback.listen(port)) {
      assertTrue(taken.isBound());
      assertFalse(FreePort.isFree(port));
    }
  }
}
