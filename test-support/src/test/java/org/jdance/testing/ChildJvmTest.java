package org.jdance.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildJvmTest {

  /** Answers each line turned round, until there is none. */
  static final class Mirror {

    private Mirror() {}

    public static void main(String[] arguments) throws Exception {
      System.err.println(System.getProperty("mirror.note"));
      BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(new StringBuilder(line).reverse());
      }
      System.out.println(arguments[0]);
      System.exit(3);
    }
  }

  @Test
  void aProgramIsTalkedToByLines() {
    try (ChildJvm child = ChildJvm.start(List.of("-Dmirror.note=here"), Mirror.class.getName(), "the end")) {
      assertEquals("cba", child.ask("abc"));
      assertEquals("üä", child.ask("äü"));
      assertEquals(List.of("the end"), child.finish());
      assertEquals(3, child.exitCode());
      assertEquals("here", child.errors().strip());
      assertTrue(assertThrows(AssertionError.class, () -> child.ask("more")).getMessage().contains("here"));
    }
  }
}
