package org.jdance.internal.client.placement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The same two servers as in PHP. */
class PhpDancePlacementTest {

  /** What PHPDance's own tests expect of {@code testkey}: the second of two servers; with four of weights 1, 1, 1, 2 fourth and first. */
  @Test
  void testkeyIsWhereThePhpClientsOwnTestsHaveIt() {
    assertArrayEquals(new int[] {1}, new PhpDancePlacement(weighted(1, 1), 1).order(bytes("testkey")));
    assertArrayEquals(new int[] {3, 0}, new PhpDancePlacement(weighted(1, 1, 1, 2), 2).order(bytes("testkey")));
  }

  /** Worked out by the PHP expression {@code (int) (($hash * 33) + ord($key[$i])) & 0x7fffffff} on whole numbers of any size. */
  @Test
  void theHashIsThatOfPhp() {
    assertEquals(0, PhpDancePlacement.hash(bytes("")));
    assertEquals(97, PhpDancePlacement.hash(bytes("a")));
    assertEquals(1432289673, PhpDancePlacement.hash(bytes("testkey")));
    assertEquals(byPhp(new byte[] {(byte) 0xFF, (byte) 0x80, 0}), PhpDancePlacement.hash(new byte[] {(byte) 0xFF, (byte) 0x80, 0}));
    for (int i = 0; i < 1_000; i++) {
      byte[] key = bytes("sess_größe_" + Long.toHexString(i * 0x9E3779B97F4A7C15L));
      assertEquals(byPhp(key), PhpDancePlacement.hash(key));
    }
  }

  private static long byPhp(byte[] key) {
    long hash = 0;
    for (byte b : key) {
      hash = (hash * 33 + (b & 0xFF)) & 0x7fffffff;
    }
    return hash;
  }

  @Test
  void theOrderOfConfigurationMatters() {
    List<PlacedNode> nodes = new ArrayList<>(weighted(1, 1, 1));
    nodes.add(0, nodes.remove(2));
    Placement placement = new PhpDancePlacement(nodes, 1);
    assertEquals(nodes, placement.nodes());
    assertEquals("n2", placement.nodes().get(placement.order(new byte[] {0})[0]).name());
    assertEquals("n0", placement.nodes().get(placement.order(new byte[] {1})[0]).name());
  }

  @Test
  void theTwoCopiesAreNeverOnOneServer() {
    for (List<Integer> weights : List.of(
        List.of(1, 1), List.of(1, 2, 1), List.of(2, 2, 2), List.of(3, 1, 1, 1), List.of(1, 4, 4, 2, 1), List.of(1, 1, 1, 1, 1, 6, 1))) {
      Placement placement = new PhpDancePlacement(weighted(weights.stream().mapToInt(Integer::intValue).toArray()), 2);
      for (int bucket = 0; bucket < 128; bucket++) {
        int[] order = placement.order(new byte[] {(byte) bucket});
        assertNotEquals(order[0], order[1], weights::toString);
      }
    }
  }

  @Test
  void whereTheRotationIsImpossibleItIsRefused() {
    assertEquals(
        "PHPDance's placement finds the second copy by rotating the buckets by the largest weight, which must be less than the number of"
            + " nodes; here the largest weight is 2 and there are 2 nodes.",
        PhpDancePlacement.objection(List.of(1, 2), 2));
    assertEquals("", PhpDancePlacement.objection(List.of(1, 2), 1));
    assertEquals("", PhpDancePlacement.objection(List.of(1, 2, 1), 2));
    assertEquals("PHPDance's placement keeps at most 2 copies of an entry, not 3.", PhpDancePlacement.objection(List.of(1, 1, 1), 3));
    assertThrows(IllegalArgumentException.class, () -> new PhpDancePlacement(weighted(2, 2), 2));
    assertThrows(IllegalArgumentException.class, () -> new PhpDancePlacement(weighted(1, 1, 1), 3));
    assertThrows(IllegalArgumentException.class, () -> new PhpDancePlacement(weighted(1), 2));
  }

  private static List<PlacedNode> weighted(int... weights) {
    return IntStream.range(0, weights.length).mapToObj(i -> new PlacedNode("n" + i, weights[i], "")).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
