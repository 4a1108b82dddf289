package org.jdance.internal.client.placement;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where keys are, in what shares, and how few of them move. */
class RendezvousPlacementTest {

  private static final int KEYS = 100_000;

  /** Made by another implementation of the same rule: whoever reads a fleet must find the keys where they are. */
  @Test
  void everyKeyStaysWhereEveryVersionHasPutIt() throws IOException {
    Placement placement = null;
    int checked = 0;
    for (String line : golden()) {
      if (line.startsWith("fleet ")) {
        placement = fleet(line.split(" "));
      } else if (!line.startsWith("#")) {
        String[] sides = line.split(" ?= ", 2);
        assertEquals(List.of(sides[1].split(" ")), names(Objects.requireNonNull(placement), HexFormat.of().parseHex(sides[0])), line);
        checked++;
      }
    }
    assertEquals(126, checked);
  }

  private static List<String> golden() throws IOException {
    try (InputStream in = Objects.requireNonNull(RendezvousPlacementTest.class.getResourceAsStream("/golden/placement.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static Placement fleet(String[] words) {
    List<PlacedNode> nodes = new ArrayList<>();
    for (String word : Arrays.asList(words).subList(3, words.length)) {
      String[] parts = word.split(";", -1);
      nodes.add(new PlacedNode(parts[0], Integer.parseInt(parts[1]), parts[2]));
    }
    return new RendezvousPlacement(nodes, Integer.parseInt(words[2]));
  }

  @Test
  void theOrderOfConfigurationDoesNotMatter() {
    List<PlacedNode> nodes = new ArrayList<>(weighted(3, 1, 2, 1, 5));
    Placement placement = new RendezvousPlacement(nodes, 3);
    Collections.reverse(nodes);
    Placement reversed = new RendezvousPlacement(nodes, 3);
    assertEquals(placement.nodes(), reversed.nodes());
    for (int i = 0; i < 1_000; i++) {
      assertArrayEquals(placement.order(key(i)), reversed.order(key(i)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,1", "1,1,1", "7,7,7,7,7", "1,2", "1,2,3,4", "1,1,10", "1,1,1,1,1,1,1,1,1,1", "100,200,300"})
  void eachNodeHasItsShareWithinFivePercent(String weights) {
    int[] parsed = Arrays.stream(weights.split(",")).mapToInt(Integer::parseInt).toArray();
    int total = Arrays.stream(parsed).sum();
    Placement placement = new RendezvousPlacement(weighted(parsed), 1);
    int[] counts = new int[parsed.length];
    for (int i = 0; i < KEYS; i++) {
      counts[placement.order(key(i))[0]]++;
    }
    for (int i = 0; i < parsed.length; i++) {
      double expected = (double) KEYS * parsed[i] / total;
      assertEquals(expected, counts[i], 0.05 * expected, "node " + i + " of " + Arrays.toString(counts));
    }
  }

  @Test
  void ofEqualNodesEachHasItsShareOfSecondCopiesToo() {
    Placement placement = new RendezvousPlacement(weighted(1, 1, 1, 1), 2);
    int[][] pairs = new int[4][4];
    for (int i = 0; i < KEYS; i++) {
      int[] order = placement.order(key(i));
      pairs[order[0]][order[1]]++;
    }
    double expected = KEYS / 12.0;
    for (int first = 0; first < 4; first++) {
      for (int second = 0; second < 4; second++) {
        assertEquals(first == second ? 0 : expected, pairs[first][second], 0.05 * expected, Arrays.deepToString(pairs));
      }
    }
  }

  @Test
  void aNodeThatComesTakesItsShareAndMovesNothingElse() {
    for (int n = 2; n <= 9; n++) {
      moves(weighted(IntStream.range(0, n).map(i -> 1).toArray()), new PlacedNode("new", 1, ""), 1.0 / (n + 1));
    }
    moves(weighted(1, 2, 3), new PlacedNode("new", 4, ""), 0.4);
    // Weights that were all the same and now are not: the two ways to compare must agree.
    moves(weighted(2, 2, 2), new PlacedNode("new", 3, ""), 1.0 / 3);
  }

  /** The same read backwards is a node that goes. */
  private static void moves(List<PlacedNode> nodes, PlacedNode added, double share) {
    List<PlacedNode> more = new ArrayList<>(nodes);
    more.add(added);
    Placement before = new RendezvousPlacement(nodes, 1);
    Placement after = new RendezvousPlacement(more, 1);
    int moved = 0;
    for (int i = 0; i < KEYS; i++) {
      String was = names(before, key(i)).get(0);
      String is = names(after, key(i)).get(0);
      if (!was.equals(is)) {
        assertEquals(added.name(), is);
        moved++;
      }
    }
    assertEquals(share * KEYS, moved, 0.05 * share * KEYS);
  }

  @Test
  void withTwoCopiesToo() {
    Placement before = new RendezvousPlacement(weighted(1, 1, 1, 1), 2);
    Placement after = new RendezvousPlacement(weighted(1, 1, 1, 1, 1), 2);
    int moved = 0;
    for (int i = 0; i < KEYS; i++) {
      Set<String> left = new HashSet<>(names(after, key(i)));
      left.removeAll(names(before, key(i)));
      assertTrue(left.isEmpty() || left.equals(Set.of("n4")), left::toString);
      moved += left.size();
    }
    assertEquals(0.4 * KEYS, moved, 0.05 * 0.4 * KEYS);
  }

  @Test
  void aWeightThatGrowsOnlyDrawsKeysToItsNode() {
    Placement before = new RendezvousPlacement(weighted(1, 1, 1), 1);
    Placement after = new RendezvousPlacement(weighted(1, 2, 1), 1);
    for (int i = 0; i < KEYS; i++) {
      int was = before.order(key(i))[0];
      int is = after.order(key(i))[0];
      assertTrue(was == is || is == 1);
    }
  }

  @Test
  void copiesAreOnDistinctNodesAndFewerCopiesAreABeginningOfMore() {
    List<PlacedNode> nodes = weighted(1, 5, 2, 2);
    Placement all = new RendezvousPlacement(nodes, 4);
    for (int i = 0; i < 1_000; i++) {
      int[] order = all.order(key(i));
      assertEquals(4, Arrays.stream(order).distinct().count());
      for (int copies = 1; copies < 4; copies++) {
        assertArrayEquals(Arrays.copyOf(order, copies), new RendezvousPlacement(nodes, copies).order(key(i)));
      }
    }
  }

  @Test
  void copiesAreInDistinctZonesWhileThereAreAny() {
    List<PlacedNode> nodes = List.of(
        new PlacedNode("a1", 9, "a"), new PlacedNode("a2", 9, "a"), new PlacedNode("a3", 1, "a"), new PlacedNode("b1", 1, "b"),
        new PlacedNode("alone", 1, ""), new PlacedNode("lonely", 1, ""));
    Placement placement = new RendezvousPlacement(nodes, 5);
    Set<List<String>> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      List<String> names = names(placement, key(i));
      List<String> zones = names.stream().map(name -> name.replaceAll("\\d", "")).toList();
      assertEquals(Set.of("a", "b", "alone", "lonely"), new HashSet<>(zones.subList(0, 4)), names::toString);
      assertEquals("a", zones.get(4));
      assertEquals(5, new HashSet<>(names).size());
      seen.add(names);
    }
    assertTrue(seen.size() > 50, () -> "only " + seen.size() + " orders");
  }

  @Test
  void zonesDoNotChangeWhichNodeComesFirst() {
    Placement without = new RendezvousPlacement(weighted(1, 2, 3), 2);
    List<PlacedNode> zoned = weighted(1, 2, 3).stream().map(node -> new PlacedNode(node.name(), node.weight(), "z")).toList();
    Placement with = new RendezvousPlacement(zoned, 2);
    for (int i = 0; i < 1_000; i++) {
      assertArrayEquals(without.order(key(i)), with.order(key(i)));
    }
  }

  @Test
  void keysThatDifferLittleAreSpreadAllTheSame() {
    Placement placement = new RendezvousPlacement(weighted(1, 1, 1, 1), 1);
    for (int length : new int[] {1, 2, 8, 9, 31}) {
      int[] counts = new int[4];
      int keys = length == 1 ? 256 : 65_536;
      for (int i = 0; i < keys; i++) {
        byte[] key = new byte[length];
        key[length - 1] = (byte) i;
        key[0] |= (byte) (i >> 8);
        counts[placement.order(key)[0]]++;
      }
      for (int count : counts) {
        assertEquals(keys / 4.0, count, length == 1 ? 40 : keys / 80.0, length + ": " + Arrays.toString(counts));
      }
    }
    assertNotEquals(StableHash.of(new byte[7]), StableHash.of(new byte[8]));
  }

  @Test
  void noTwoOfAMillionKeysHaveOneHash() {
    long[] hashes = IntStream.range(0, 1_000_000).mapToLong(i -> StableHash.of(key(i))).sorted().toArray();
    for (int i = 1; i < hashes.length; i++) {
      assertNotEquals(hashes[i - 1], hashes[i]);
    }
  }

  @Test
  void theLogarithmIsTheLogarithm() {
    for (double x = 0x1p-53; x < 1; x *= 1.0001) {
      double expected = StrictMath.log(x);
      assertEquals(expected, NaturalLog.of(x), 1e-12 * Math.max(1e-12, Math.abs(expected)), () -> "ln");
    }
    double nearOne = 1 - 0x1p-53;
    assertEquals(StrictMath.log(nearOne), NaturalLog.of(nearOne), 1e-12 * 0x1p-53);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new RendezvousPlacement(weighted(1, 1), 3));
    assertThrows(IllegalArgumentException.class, () -> new RendezvousPlacement(weighted(1, 1), 0));
    assertThrows(IllegalArgumentException.class, () -> new RendezvousPlacement(List.of(), 1));
    PlacedNode node = new PlacedNode("n", 1, "");
    assertThrows(IllegalArgumentException.class, () -> new RendezvousPlacement(List.of(node, node), 1));
    assertThrows(IllegalArgumentException.class, () -> new PlacedNode("n", 0, ""));
    assertThrows(IllegalArgumentException.class, () -> new PlacedNode("n", 1_001, ""));
    assertThrows(IllegalArgumentException.class, () -> new PlacedNode("", 1, ""));
  }

  private static List<PlacedNode> weighted(int... weights) {
    return IntStream.range(0, weights.length).mapToObj(i -> new PlacedNode("n" + i, weights[i], "")).collect(Collectors.toList());
  }

  private static byte[] key(int i) {
    return ("users/key-" + i).getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> names(Placement placement, byte[] key) {
    return Arrays.stream(placement.order(key)).mapToObj(i -> placement.nodes().get(i).name()).toList();
  }
}
