package org.jdance.internal.serial.copy;

import static org.jdance.internal.serial.copy.CopyComparison.assertNothingMutableShared;
import static org.jdance.internal.serial.copy.CopyComparison.assertSameGraph;
import static org.jdance.internal.serial.copy.CopyComparison.roundTrip;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jdance.CacheSerializationException;
import org.jdance.internal.serial.copy.CopySamples.ByLength;
import org.jdance.internal.serial.copy.CopySamples.Checked;
import org.jdance.internal.serial.copy.CopySamples.Colour;
import org.jdance.internal.serial.copy.CopySamples.ConstructorCounts;
import org.jdance.internal.serial.copy.CopySamples.FinalChild;
import org.jdance.internal.serial.copy.CopySamples.FinalParent;
import org.jdance.internal.serial.copy.CopySamples.FinalWithArray;
import org.jdance.internal.serial.copy.CopySamples.FinalWithParts;
import org.jdance.internal.serial.copy.CopySamples.FinalWithTransient;
import org.jdance.internal.serial.copy.CopySamples.Holder;
import org.jdance.internal.serial.copy.CopySamples.MutableKey;
import org.jdance.internal.serial.copy.CopySamples.Node;
import org.jdance.internal.serial.copy.CopySamples.Selfish;
import org.jdance.internal.serial.copy.CopySamples.SubNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings({"JavaUtilDate", "JdkObsolete", "UnnecessaryStringBuilder"}) // Users store them, so they have to be copied.
class CopierTest {

  private final Copier copier = new Copier();

  /** One of each kind, first filled with what is immutable, then with what is not. */
  static Stream<Arguments> mutableObjects() {
    List<Object> objects = new ArrayList<>();
    Node node = new Node();
    node.text = "inside";
    for (List<Object> contents : List.of(List.<Object>of("b", "a", "cc"), List.<Object>of(new Date(1), new Date(2), new Date(3)))) {
      addCollections(objects, contents);
      addMaps(objects, contents);
    }
    objects.add(new ArrayList<>(Arrays.asList(null, node, null, node)));
    objects.add(Arrays.asList(null, node, null));
    objects.add(new Object[] {null, node, new int[] {1}});
    objects.add(new String[] {"a", null});
    objects.add(new Colour[] {Colour.RED});
    objects.add(new Date[] {new Date(5), null});
    objects.add(new int[][] {{1, 2}, null, {}});
    objects.add(new Object[0]);
    objects.add(new byte[] {1, 2});
    objects.add(new short[] {1, 2});
    objects.add(new int[] {1, 2});
    objects.add(new long[] {1, 2});
    objects.add(new float[] {1, 2});
    objects.add(new double[] {1, 2});
    objects.add(new char[] {'a', 'b'});
    objects.add(new boolean[] {true, false});
    objects.add(new Date(77));
    objects.add(new java.sql.Date(77));
    objects.add(new java.sql.Time(77));
    objects.add(BitSet.valueOf(new long[] {5, 7}));
    objects.add(new StringBuilder("text"));
    objects.add(new StringBuffer("text"));
    objects.add(new AtomicBoolean(true));
    objects.add(new AtomicInteger(6));
    objects.add(new AtomicLong(7));
    objects.add(new GregorianCalendar(2020, 1, 29));
    objects.add(node);
    objects.add(new SubNode(5, new SubNode(6, null)));
    return objects.stream().map(object -> Arguments.of(object));
  }

  private static void addCollections(List<Object> objects, List<Object> contents) {
    objects.add(new ArrayList<>(contents));
    objects.add(new LinkedList<>(contents));
    objects.add(new ArrayDeque<>(contents));
    objects.add(new CopyOnWriteArrayList<>(contents));
    objects.add(new Vector<>(contents));
    objects.add(Arrays.asList(contents.toArray()));
    objects.add(new HashSet<>(contents));
    objects.add(new LinkedHashSet<>(contents));
    objects.add(new TreeSet<>(contents));
    objects.add(new PriorityQueue<>(contents));
    objects.add(new ConcurrentLinkedQueue<>(contents));
    objects.add(Collections.unmodifiableList(new ArrayList<>(contents)));
    objects.add(Collections.synchronizedList(new ArrayList<>(contents)));
    objects.add(EnumSet.of(Colour.GREEN));
    objects.add(EnumSet.noneOf(Colour.class));
  }

  private static void addMaps(List<Object> objects, List<Object> contents) {
    Map<Object, Object> map = new LinkedHashMap<>();
    contents.forEach(element -> map.put(element, element));
    objects.add(map);
    objects.add(new HashMap<>(map));
    objects.add(new TreeMap<>(map));
    objects.add(new TreeMap<>(map).descendingMap());
    objects.add(new ConcurrentHashMap<>(map));
    objects.add(new Hashtable<>(map));
    objects.add(Collections.unmodifiableMap(map));
    objects.add(new EnumMap<>(Map.of(Colour.GREEN, contents.get(0))));
    Properties properties = new Properties();
    properties.setProperty("a", "b");
    objects.add(properties);
  }

  @ParameterizedTest
  @MethodSource("mutableObjects")
  void aCopyIsWhatSerializationGivesAndSharesNothing(Object original) throws Exception {
    Object copy = copier.copy(original);
    assertNotSame(original, copy);
    assertSameGraph(roundTrip(original), copy);
    assertNothingMutableShared(original, copy);
  }

  @Test
  void transientFieldsComeBackWithTheirDefaults() {
    Node copy = (Node) copier.copy(new Node());
    assertNull(copy.forgotten);
    assertEquals(0, copy.forgottenNumber);
    assertNull(((FinalWithTransient) copier.copy(new FinalWithTransient())).lock);
  }

  @Test
  void finalFieldsAreCopied() {
    int[] part = {1};
    Node copy = (Node) copier.copy(new Node(part));
    assertNotSame(part, copy.fixed);
    assertArrayEquals(part, (int[]) copy.fixed);
    assertArrayEquals(new int[] {1, 2}, ((FinalWithArray) copier.copy(new FinalWithArray())).numbers);
  }

  @Test
  void noConstructorOfTheClassIsRun() {
    ConstructorCounts original = new ConstructorCounts();
    int constructed = ConstructorCounts.constructed;
    assertEquals(5, ((ConstructorCounts) copier.copy(original)).number);
    assertEquals(constructed, ConstructorCounts.constructed);
  }

  @Test
  void fieldsOfSuperclassesAreCopied() {
    SubNode original = new SubNode(3, new Date(1));
    original.text = "in the superclass";
    original.big = Long.MIN_VALUE;
    SubNode copy = (SubNode) copier.copy(original);
    assertEquals(3, copy.own());
    assertEquals("in the superclass", copy.text);
    assertEquals(Long.MIN_VALUE, copy.big);
    assertEquals(new Date(1), copy.part());
    assertNotSame(original.part(), copy.part());
  }

  @Test
  void whatIsSharedStaysShared() {
    Date date = new Date(1);
    Node original = new Node(date);
    original.any = date;
    original.list.add(date);
    original.map.put("date", date);
    original.array = new Object[] {date, new ArrayList<>(List.of(date)), new Holder(date), List.of(date)};
    Node copy = (Node) copier.copy(original);
    Object copied = copy.any;
    assertNotSame(date, copied);
    assertSame(copied, copy.fixed);
    assertSame(copied, copy.list.get(0));
    assertSame(copied, copy.map.get("date"));
    assertSame(copied, copy.array[0]);
    assertSame(copied, ((List<?>) copy.array[1]).get(0));
    assertSame(copied, ((Holder) copy.array[2]).held());
    assertSame(copied, ((List<?>) copy.array[3]).get(0));
  }

  @Test
  void sharingSurvivesInGraphsOfManyObjects() {
    for (int size : new int[] {7, 8, 9, 15, 16, 17, 31, 32, 33, 34, 1000}) {
      List<Object> dates = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        dates.add(new Date(i));
      }
      List<Object> twice = new ArrayList<>(dates);
      twice.addAll(dates);
      List<?> copy = (List<?>) copier.copy(twice);
      assertEquals(twice, copy);
      for (int i = 0; i < size; i++) {
        assertSame(copy.get(i), copy.get(i + size));
        assertNotSame(twice.get(i), copy.get(i));
      }
    }
  }

  @Test
  void cyclesAreKept() {
    Node original = new Node();
    original.next = original;
    original.list.add(original.list);
    original.map.put("self", original);
    original.array = new Object[1];
    original.array[0] = original.array;
    Node copy = (Node) copier.copy(original);
    assertNotSame(original, copy);
    assertSame(copy, copy.next);
    assertSame(copy.list, copy.list.get(0));
    assertSame(copy, copy.map.get("self"));
    assertSame(copy.array, copy.array[0]);
  }

  @Test
  void cyclesThroughFinalFieldsAreKept() {
    FinalParent original = new FinalParent("parent");
    original.children.add(new FinalChild("first", original));
    original.children.add(new FinalChild("second", original));
    FinalParent copy = (FinalParent) copier.copy(original);
    assertNotSame(original, copy);
    assertEquals("parent", copy.name);
    assertEquals(List.of("first", "second"), copy.children.stream().map(child -> child.name).toList());
    assertTrue(copy.children.stream().allMatch(child -> child.parent == copy));

    FinalChild child = (FinalChild) copier.copy(original.children.get(1));
    assertSame(child, child.parent.children.get(1));
    assertSame(child.parent, child.parent.children.get(0).parent);
  }

  @Test
  void anImmutableObjectThatRefersToItselfIsNotCopied() {
    Selfish original = new Selfish();
    assertSame(original, copier.copy(original));
  }

  @Test
  void aCycleThroughARecordGivesWhatSerializationGives() throws Exception {
    List<Object> list = new ArrayList<>();
    Holder holder = new Holder(list);
    list.add(holder);
    assertSameGraph(roundTrip(list), copier.copy(list));
    // The record can't be there before its component: serialization gives null.
    assertNull(((List<?>) ((Holder) copier.copy(holder)).held()).get(0));
  }

  @Test
  void finalClassesWithMutablePartsAreCopied() {
    FinalWithParts original = new FinalWithParts("name", new Date(1), List.of("a", new Date(2)));
    FinalWithParts copy = (FinalWithParts) copier.copy(original);
    assertNotSame(original, copy);
    assertEquals("name", copy.name);
    assertEquals(original.part, copy.part);
    assertNotSame(original.part, copy.part);
    assertEquals(original.list, copy.list);
    assertNotSame(original.list.get(1), copy.list.get(1));
  }

  @Test
  void recordsAreMadeByTheirConstructor() {
    Checked original = new Checked("name", List.of(new Date(1)));
    Checked copy = (Checked) copier.copy(original);
    assertEquals(original, copy);
    assertNotSame(original.items().get(0), copy.items().get(0));
  }

  @Test
  void unmodifiableCollectionsStayUnmodifiable() {
    Date date = new Date(1);
    Stream<Object> originals = Stream.of(
        List.of(date), List.of(date, 1, 2), Set.of(date), Set.of(date, 1, 2), Map.of("k", date), Map.of("k", date, "l", 1, "m", 2),
        Collections.singletonList(date), Collections.singleton(date), Collections.singletonMap("k", date),
        Stream.of(date, 1, 2).toList());
    originals.forEach(original -> {
      Object copy = copier.copy(original);
      assertNotSame(original, copy);
      assertEquals(original, copy);
      assertSame(original.getClass(), copy.getClass());
      assertNothingMutableShared(original, copy);
    });
  }

  @Test
  void theListOfAStreamKeepsItsRulesAboutNull() {
    List<Object> original = Stream.<Object>of(new Date(1), 2, 3).toList();
    assertFalse(((List<?>) copier.copy(original)).contains(null));
    List<Object> withNull = Stream.<Object>of(new Date(1), null, 3).toList();
    assertEquals(withNull, copier.copy(withNull));
    assertThrows(NullPointerException.class, () -> ((List<?>) copier.copy(List.of(new Date(1), 2, 3))).contains(null));
  }

  @Test
  void linkedMapsKeepTheirOrderAndItsKind() {
    Map<String, Object> byAccess = new LinkedHashMap<>(16, 0.75f, true);
    byAccess.put("a", new Date(1));
    byAccess.put("b", 2);
    byAccess.put("c", 3);
    assertEquals(2, byAccess.get("b"));
    @SuppressWarnings("unchecked") // A copy is of the type of its original.
    Map<String, Object> copy = (Map<String, Object>) copier.copy(byAccess);
    assertEquals(List.of("a", "c", "b"), List.copyOf(byAccess.keySet()));
    assertEquals(List.of("a", "c", "b"), List.copyOf(copy.keySet()));
    assertEquals(new Date(1), copy.get("a"));
    assertEquals(List.of("c", "b", "a"), List.copyOf(copy.keySet()));

    Map<String, Object> byInsertion = new LinkedHashMap<>();
    byInsertion.put("b", new Date(1));
    byInsertion.put("a", 1);
    @SuppressWarnings("unchecked") // A copy is of the type of its original.
    Map<String, Object> other = (Map<String, Object>) copier.copy(byInsertion);
    assertEquals(new Date(1), other.get("b"));
    assertEquals(List.of("b", "a"), List.copyOf(other.keySet()));
  }

  @Test
  void sortedCollectionsKeepTheirComparator() {
    for (Comparator<String> comparator : List.of(new ByLength(), String.CASE_INSENSITIVE_ORDER, Comparator.<String>reverseOrder(),
        Comparator.<String>naturalOrder())) {
      for (Object value : List.of(1, new Date(1))) {
        SortedMap<String, Object> map = new TreeMap<>(comparator);
        map.put("ccc", value);
        map.put("a", value);
        SortedMap<?, ?> copy = (SortedMap<?, ?>) copier.copy(map);
        assertEquals(List.copyOf(map.keySet()), List.copyOf(copy.keySet()));
        assertSame(comparator.getClass(), copy.comparator().getClass());
        SortedSet<String> set = new TreeSet<>(map.keySet());
        assertEquals(set, copier.copy(set));
      }
    }
    assertNull(((SortedMap<?, ?>) copier.copy(new TreeMap<>(Map.of("a", new Date(1))))).comparator());
  }

  @Test
  void mutableKeysOfMapsAreFoundInTheCopy() {
    Map<MutableKey, Object> original = new HashMap<>();
    original.put(new MutableKey("a"), 1);
    original.put(new MutableKey("b"), new Date(2));
    Map<?, ?> copy = (Map<?, ?>) copier.copy(original);
    assertEquals(1, copy.get(new MutableKey("a")));
    assertEquals(new Date(2), copy.get(new MutableKey("b")));
    assertNothingMutableShared(original, copy);
    original.keySet().iterator().next().name = "changed";
    assertEquals(Set.of(new MutableKey("a"), new MutableKey("b")), copy.keySet());
  }

  @Test
  void enumMapsKnowTheirEnumWhenEmpty() {
    @SuppressWarnings("unchecked") // A copy is of the type of its original.
    EnumMap<Colour, Object> copy = (EnumMap<Colour, Object>) copier.copy(new EnumMap<>(Colour.class));
    copy.put(Colour.RED, 1);
    assertEquals(Map.of(Colour.RED, 1), copy);
  }

  @Test
  void anAtomicReferenceRefersToACopy() {
    AtomicReference<Object> original = new AtomicReference<>();
    original.set(new Object[] {original, new Date(1)});
    AtomicReference<?> copy = assertInstanceOf(AtomicReference.class, copier.copy(original));
    Object[] array = (Object[]) copy.get();
    assertSame(copy, array[0]);
    assertEquals(new Date(1), array[1]);
    assertNotSame(((Object[]) original.get())[1], array[1]);
  }

  @Test
  void aTimestampKeepsItsNanos() {
    java.sql.Timestamp original = new java.sql.Timestamp(1_000);
    original.setNanos(123_456_789);
    Object copy = copier.copy(original);
    assertNotSame(original, copy);
    assertEquals(original, copy);
  }

  @Test
  void aListOverAnArrayThatIsThereTooStaysAViewOfIt() {
    Object[] array = {new Date(1), "a"};
    Object[] copy = (Object[]) copier.copy(new Object[] {array, Arrays.asList(array)});
    ((Object[]) copy[0])[1] = "changed";
    assertEquals("changed", ((List<?>) copy[1]).get(1));

    Object[] two = (Object[]) copier.copy(new Object[] {Arrays.asList(array), Arrays.asList(array), "more"});
    @SuppressWarnings("unchecked") // Both lists are of objects.
    List<Object> first = (List<Object>) two[0];
    first.set(1, "changed");
    assertEquals("changed", ((List<?>) two[1]).get(1));
  }

  @Test
  void manyListsOverArraysAreCopied() {
    List<List<Object>> original = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      original.add(Arrays.asList("a", i, new Date(i)));
    }
    Object copy = copier.copy(original);
    assertEquals(original, copy);
    assertNothingMutableShared(original, copy);
  }

  @Test
  void anUnmodifiableViewStaysAViewOfWhatIsThereToo() {
    List<Object> list = new ArrayList<>(List.of("a"));
    Object[] copy = (Object[]) copier.copy(new Object[] {list, Collections.unmodifiableList(list)});
    @SuppressWarnings("unchecked") // It is a list of objects.
    List<Object> copiedList = (List<Object>) copy[0];
    copiedList.add("b");
    assertEquals(List.of("a", "b"), copy[1]);
  }

  @Test
  void aCopyCanBeChangedLikeItsOriginal() {
    @SuppressWarnings("unchecked") // A copy is of the type of its original.
    List<Object> copy = (List<Object>) copier.copy(new ArrayList<>(List.of(1, 2, 3)));
    copy.add(4);
    copy.remove(0);
    assertEquals(List.of(2, 3, 4), copy);
  }

  @Test
  void anObjectThatChangesWhileItIsCopiedIsRefusedInWords() {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      list.add(new CopySaboteur(list));
    }
    CacheSerializationException e = assertThrows(CacheSerializationException.class, () -> copier.copy(list));
    assertTrue(e.getMessage().contains("java.util.ArrayList"), e.getMessage());
    assertTrue(e.getMessage().contains("while it is being stored"), e.getMessage());
  }
}
