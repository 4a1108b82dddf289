package org.jdance.samples.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Two processes of the application on three real servers, one of which is killed. */
class SessionsTest {

  @Test
  void noUserIsLoggedOutAndNothingIsLost() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Tally tally =
        Demonstration.run(new PrintStream(out, true, StandardCharsets.UTF_8), 10, 10, System.getProperty("java.class.path"));
    assertEquals(
        "  requests             420\n  failures             0\n  sessions lost        0\n  attributes lost      0", tally.toString());
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("server 2 is killed"), out.toString(StandardCharsets.UTF_8));
  }
}
