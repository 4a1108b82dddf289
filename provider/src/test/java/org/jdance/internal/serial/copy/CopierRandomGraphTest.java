package org.jdance.internal.serial.copy;

import static org.jdance.internal.serial.copy.CopyComparison.assertNothingMutableShared;
import static org.jdance.internal.serial.copy.CopyComparison.assertSameGraph;
import static org.jdance.internal.serial.copy.CopyComparison.roundTrip;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.NotSerializableException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jdance.CacheSerializationException;
import org.jdance.internal.serial.copy.CopySamples.Checked;
import org.jdance.internal.serial.copy.CopySamples.Colour;
import org.jdance.internal.serial.copy.CopySamples.FinalWithParts;
import org.jdance.internal.serial.copy.CopySamples.Holder;
import org.jdance.internal.serial.copy.CopySamples.Node;
import org.jdance.internal.serial.copy.CopySamples.Point;
import org.jdance.internal.serial.copy.CopySamples.Price;
import org.jdance.internal.serial.copy.CopySamples.SubNode;
import org.jdance.internal.serial.copy.CopySamples.Unserializable;
import org.jdance.internal.serial.copy.CopySamples.WithReadObject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random graphs of all kinds of objects, each copied both by the copier and by Java serialization. */
@SuppressWarnings({"JavaUtilDate", "JdkObsolete"}) // Users store them, so they have to be copied.
class CopierRandomGraphTest {

  private static final int GRAPHS = 100;

  private final Copier copier = new Copier();

  /** What a graph may hold beside the plain. */
  enum Spice { NONE, CYCLES, SERIALIZATION_CODE, UNSERIALIZABLE }

  @ParameterizedTest
  @ValueSource(ints = {3, 12, 60, 300})
  void copiesWithoutCyclesAreWhatSerializationGives(int size) throws Exception {
    for (int seed = 0; seed < GRAPHS; seed++) {
      compare(new Graph(seed, size, Spice.NONE));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 12, 60, 300})
  void copiesWithCyclesAreWhatSerializationGives(int size) throws Exception {
    for (int seed = 0; seed < GRAPHS; seed++) {
      compare(new Graph(seed, size, Spice.CYCLES));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 12, 60})
  void copiesWithSerializationCodeAreWhatSerializationGives(int size) throws Exception {
    for (int seed = 0; seed < GRAPHS; seed++) {
      compare(new Graph(seed, size, Spice.SERIALIZATION_CODE));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 12, 60})
  void whatSerializationRefusesIsRefused(int size) throws Exception {
    for (int seed = 0; seed < GRAPHS; seed++) {
      compare(new Graph(seed, size, Spice.UNSERIALIZABLE));
    }
  }

  private void compare(Graph graph) throws Exception {
    try {
      Object copy = compare(graph.root);
      if (copy != null) {
        // A copy of a copy, as a cache makes it at each get.
        compare(copy);
      }
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(graph.toString(), e);
    }
  }

  /** The copy, or null if it was refused as it had to be. */
  private Object compare(Object original) throws Exception {
    Object expected;
    try {
      expected = roundTrip(original);
    } catch (NotSerializableException | ClassCastException e) {
      // The second is for a cycle through a class that is written as a stand-in, such as List.of.
      assertThrows(CacheSerializationException.class, () -> copier.copy(original));
      return null;
    }
    Object copy = copier.copy(original);
    assertSameGraph(expected, copy);
    assertNothingMutableShared(original, copy);
    return copy;
  }

  /** Objects made one after the other, each of which may refer to those before it. */
  private static final class Graph {

    final Object root;
    private final int seed;
    private final int size;
    private final Spice spice;
    private final Random random;
    private final List<Object> pool = new ArrayList<>();

    Graph(int seed, int size, Spice spice) {
      this.seed = seed;
      this.size = size;
      this.spice = spice;
      this.random = new Random(seed);
      for (int i = 0; i < size; i++) {
        pool.add(make());
      }
      if (spice == Spice.CYCLES) {
        for (int i = 0; i < 1 + size / 20; i++) {
          closeCycle();
        }
      }
      // The last ones hold most of the others.
      root = random.nextInt(4) == 0 ? new ArrayList<>(pool) : pool.get(size - 1);
    }

    @Override
    public String toString() {
      return "graph of seed " + seed + ", size " + size + ", " + spice;
    }

    private Object any() {
      // A preference for the latest makes deep graphs.
      int place = random.nextBoolean() ? pool.size() - 1 : random.nextInt(Math.max(1, pool.size()));
      return pool.isEmpty() || random.nextInt(5) == 0 ? leaf() : pool.get(place);
    }

    private Object[] some(int atLeast) {
      Object[] some = new Object[atLeast + random.nextInt(4)];
      Arrays.setAll(some, i -> any());
      return some;
    }

    private Object leaf() {
      return switch (random.nextInt(9)) {
        case 0 -> "text " + random.nextInt(10);
        case 1 -> random.nextInt();
        case 2 -> random.nextDouble();
        case 3 -> Colour.GREEN;
        case 4 -> Instant.ofEpochMilli(random.nextInt());
        case 5 -> BigDecimal.valueOf(random.nextInt(), 3);
        case 6 -> new Point(random.nextInt(), 2);
        case 7 -> List.of("a", random.nextInt());
        default -> new Price(BigDecimal.TEN, random.nextLong(), List.of("note"));
      };
    }

    private Object make() {
      if (random.nextInt(20) == 0) {
        if (spice == Spice.SERIALIZATION_CODE) {
          return random.nextBoolean() ? new WithReadObject() : Collections.unmodifiableList(new ArrayList<>(Arrays.asList(some(0))));
        }
        if (spice == Spice.UNSERIALIZABLE) {
          return new Unserializable();
        }
      }
      return switch (random.nextInt(22)) {
        case 0, 1 -> node(new Node(any()));
        case 2 -> node(new SubNode(random.nextInt(), any()));
        case 3 -> new ArrayList<>(Arrays.asList(some(0)));
        case 4 -> new LinkedList<>(Arrays.asList(some(0)));
        case 5 -> new ArrayDeque<>(Arrays.asList(some(0)));
        case 6 -> new CopyOnWriteArrayList<>(some(0));
        case 7 -> Arrays.asList(some(1));
        case 8 -> some(0);
        case 9 -> fill(new HashMap<>());
        case 10 -> fill(new LinkedHashMap<>(16, 0.75f, random.nextBoolean()));
        case 11 -> fill(new TreeMap<>(random.nextBoolean() ? null : new CopySamples.ByLength()));
        case 12 -> new EnumMap<>(Map.of(Colour.RED, any()));
        case 13 -> new Date(random.nextInt());
        case 14 -> new int[] {random.nextInt(), 2};
        case 15 -> new AtomicLong(random.nextLong());
        case 16 -> new Holder(any());
        case 17 -> new FinalWithParts("name", any(), new ArrayList<>(Arrays.asList(some(0))));
        case 18 -> List.of(some(1));
        case 19 -> Map.of("a", any(), "b", any()).values().stream().toList();
        case 20 -> new LinkedHashSet<>(List.of(new Date(random.nextInt()), "a", new Point(1, random.nextInt())));
        default -> new Checked("checked", List.of(new Date(random.nextInt()), 1));
      };
    }

    private Node node(Node node) {
      node.number = random.nextInt();
      node.big = random.nextLong();
      node.flag = random.nextBoolean();
      node.text = "node " + random.nextInt(10);
      node.any = any();
      node.next = any() instanceof Node next ? next : null;
      node.list.addAll(Arrays.asList(some(0)));
      fill(node.map);
      node.array = random.nextBoolean() ? some(1) : null;
      return node;
    }

    private Map<String, Object> fill(Map<String, Object> map) {
      for (int i = random.nextInt(4); i > 0; i--) {
        map.put("k" + "k".repeat(random.nextInt(20)), any());
      }
      return map;
    }

    private void closeCycle() {
      Object late = pool.get(random.nextInt(pool.size()));
      Object early = pool.get(random.nextInt(pool.size()));
      if (early instanceof Node node) {
        node.any = late;
        node.list.add(late);
      } else if (early instanceof Object[] array && array.length > 0) {
        array[0] = late;
      } else if (early instanceof FinalWithParts parts) {
        @SuppressWarnings("unchecked") // It was made above.
        List<Object> list = (List<Object>) parts.list;
        list.add(late);
      }
    }
  }
}
