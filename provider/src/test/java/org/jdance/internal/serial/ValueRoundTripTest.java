package org.jdance.internal.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jdance.CacheSerializationException;
import org.junit.jupiter.api.Test;

/** Values come back equal and of the type they were. */
@SuppressWarnings({"JavaUtilDate", "JdkObsolete"}) // applications store what they like
class ValueRoundTripTest {

  record Order(String id, List<String> lines, BigDecimal total) implements Serializable {}

  static class Node implements Serializable {
    private static final long serialVersionUID = 1L;
    Node next;
  }

  enum Colour {
    RED,
    GREEN {
      @Override
      public String toString() {
        return "a constant with a body of its own";
      }
    }
  }

  private final ValueSerializer values = Serials.learning().values();

  private Object roundTrip(Object value) {
    byte[] bytes = values.encode(value);
    return values.decode(bytes);
  }

  /** Whether the value has a compact encoding. */
  private boolean isCompact(Object value) {
    return values.encode(value)[0] != Tag.JAVA;
  }

  @Test
  void scalarsComeBackEqualAndAreCompact() {
    List<Object> scalars =
        List.of(
            "", "a", "Grüße", "\u20ac", "\ud83d\ude00", "x".repeat(100_000), "\ud800", "a\udc00b", "\ufffd", true, false, (byte) -1, (short) -300,
            'x', '\uffff', 0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, 1.5f, Float.NaN, -0.0f, 1.5d,
            Double.NaN, -0.0d, Double.MIN_VALUE, new UUID(-1, 1), BigInteger.ZERO, BigInteger.TEN.pow(100).negate(), new BigDecimal("1.00"),
            new BigDecimal("1e-2000"), Instant.MIN, Instant.MAX, Instant.EPOCH, Duration.ofNanos(-1), Duration.ofSeconds(Long.MAX_VALUE),
            LocalDate.MIN, LocalDate.MAX, LocalTime.MIN, LocalTime.MAX, LocalDateTime.MIN, LocalDateTime.MAX, new Date(Long.MIN_VALUE),
            new Date(0), TimeUnit.DAYS, Colour.RED, Colour.GREEN);
    for (Object scalar : scalars) {
      assertEquals(scalar, roundTrip(scalar), () -> scalar.getClass().getName());
      assertSame(scalar.getClass(), roundTrip(scalar).getClass());
      assertTrue(isCompact(scalar), () -> scalar.getClass().getName());
    }
    assertArrayEquals(new byte[] {1, 2, -3}, (byte[]) roundTrip(new byte[] {1, 2, -3}));
    assertArrayEquals(new byte[0], (byte[]) roundTrip(new byte[0]));
  }

  @Test
  void collectionsComeBackAsTheTypeTheyWere() {
    List<Object> mutable = new ArrayList<>(Arrays.asList(1, null, "x"));
    Map<Object, Object> map = new HashMap<>();
    map.put("a", 1);
    map.put(null, null);
    List<Object> collections =
        List.of(
            mutable, Arrays.asList(1, null), List.of(), List.of(1), List.of(1, 2), List.of(1, 2, 3), new HashSet<>(mutable),
            new LinkedHashSet<>(mutable), new TreeSet<>(List.of(3, 1, 2)), Set.of(), Set.of(1), Set.of(1, 2, 3), map, new LinkedHashMap<>(map),
            new TreeMap<>(Map.of("b", 1, "a", 2)), Map.of(), Map.of(1, 2), Map.of(1, 2, 3, 4));
    for (Object collection : collections) {
      Object copy = roundTrip(collection);
      assertEquals(collection, copy);
      assertSame(collection.getClass(), copy.getClass());
      assertTrue(isCompact(collection), () -> collection.getClass().getName());
    }
  }

  @Test
  void unmodifiableCollectionsComeBackUnmodifiableAndInTheirOrder() {
    List<Object> withNull = new ArrayList<>(Arrays.asList(3, null, 1));
    for (List<Object> list : List.of(Collections.unmodifiableList(withNull), withNull.stream().toList(), Collections.singletonList(null))) {
      List<?> copy = (List<?>) roundTrip(list);
      assertEquals(list, copy);
      assertThrows(UnsupportedOperationException.class, () -> copy.remove(0));
      assertTrue(copy.contains(null));
    }
    Set<?> set = (Set<?>) roundTrip(Collections.unmodifiableSet(new LinkedHashSet<>(withNull)));
    assertEquals(withNull, new ArrayList<>(set));
    assertThrows(UnsupportedOperationException.class, set::clear);
    Map<Object, Object> map = new LinkedHashMap<>();
    withNull.forEach(key -> map.put(key, key));
    Map<?, ?> copy = (Map<?, ?>) roundTrip(Collections.unmodifiableMap(map));
    assertEquals(withNull, new ArrayList<>(copy.keySet()));
    assertThrows(UnsupportedOperationException.class, copy::clear);
  }

  @Test
  void linkedCollectionsKeepTheirOrder() {
    List<String> order = List.of("z", "a", "m", "b");
    assertEquals(order, new ArrayList<>((Set<?>) roundTrip(new LinkedHashSet<>(order))));
    Map<String, Integer> map = new LinkedHashMap<>();
    order.forEach(key -> map.put(key, 1));
    assertEquals(order, new ArrayList<>(((Map<?, ?>) roundTrip(map)).keySet()));
  }

  @Test
  void randomNestedValuesComeBackEqual() {
    RandomObjects random = new RandomObjects(42);
    for (int i = 0; i < 5_000; i++) {
      Object value = random.value();
      int round = i;
      assertEquals(value, roundTrip(value), () -> "round " + round);
    }
  }

  @Test
  void otherSerializableValuesComeBackEqual() {
    Map<Object, Object> concurrent = new ConcurrentHashMap<>(Map.of("a", List.of(1)));
    EnumMap<Colour, Integer> enumMap = new EnumMap<>(Map.of(Colour.GREEN, 1));
    List<Object> others =
        List.of(
            new Order("o1", List.of("l"), BigDecimal.ONE),
            List.of(new Order("o1", List.of("l"), BigDecimal.ONE)),
            new ArrayList<>(List.of(Map.of("k", new Order("o2", new ArrayList<>(), BigDecimal.TEN)))),
            concurrent,
            new CopyOnWriteArrayList<>(List.of(1, 2)),
            new LinkedList<>(List.of("a")),
            enumMap,
            EnumSet.of(Colour.RED),
            new TreeMap<>(Comparator.<String>naturalOrder().reversed()),
            new TreeSet<>(String.CASE_INSENSITIVE_ORDER),
            ZonedDateTime.parse("2026-11-23T10:00:00+01:00[Europe/Vienna]"),
            new GregorianCalendar(2026, 10, 23),
            new Timestamp(12345),
            Locale.FRANCE);
    for (Object other : others) {
      Object copy = roundTrip(other);
      assertEquals(other, copy, () -> other.getClass().getName());
      assertSame(other.getClass(), copy.getClass());
    }
    assertArrayEquals(new int[] {1, 2}, (int[]) roundTrip(new int[] {1, 2}));
    assertArrayEquals(new String[][] {{"a"}, {}}, (String[][]) roundTrip(new String[][] {{"a"}, {}}));
  }

  @Test
  void exceptionsComeBackWithTraceCauseAndSuppressed() {
    IllegalStateException failure = new IllegalStateException("outer", new NumberFormatException("inner"));
    failure.addSuppressed(new NullPointerException());
    Throwable copy = (Throwable) Serials.strict().values().decode(values.encode(failure));
    assertEquals("outer", copy.getMessage());
    assertInstanceOf(NumberFormatException.class, copy.getCause());
    assertEquals(1, copy.getSuppressed().length);
    assertEquals(failure.getStackTrace()[0], copy.getStackTrace()[0]);
  }

  @Test
  void theSameListTwiceComesBackAsTheSameListTwice() {
    List<Object> inner = new ArrayList<>(List.of(1));
    List<?> copy = (List<?>) roundTrip(new ArrayList<>(List.of(inner, inner)));
    assertSame(copy.get(0), copy.get(1));
  }

  @Test
  void aListThatContainsItselfComesBack() {
    List<Object> list = new ArrayList<>();
    list.add(list);
    List<?> copy = (List<?>) roundTrip(list);
    assertSame(copy, copy.get(0));
  }

  @Test
  void sharedCollectionsDoNotMultiply() {
    List<Object> list = new ArrayList<>(List.of(1));
    for (int i = 0; i < 50; i++) {
      list = new ArrayList<>(List.of(list, list));
    }
    byte[] bytes = values.encode(list);
    assertTrue(bytes.length < 2_000, () -> bytes.length + " bytes");
    assertNotSame(list, values.decode(bytes));
  }

  @Test
  void sharedEmptyCollectionsStayCompact() {
    assertTrue(isCompact(List.of(List.of(), List.of(), Map.of(), Map.of())));
  }

  @Test
  void longListsComeBack() {
    List<Object> enums = new ArrayList<>(Collections.nCopies(10_000, Colour.RED));
    assertEquals(enums, roundTrip(enums));
    List<Object> orders = new ArrayList<>(Collections.nCopies(10_000, null));
    orders.replaceAll(none -> new Order("o", List.of(), BigDecimal.ONE));
    assertEquals(orders, roundTrip(orders));
    KeySerializer keys = Serials.learning().keys();
    List<Object> keyParts = orders.subList(0, 1_000);
    assertEquals(keyParts, keys.decode(keys.encode(keyParts)));
  }

  @Test
  void aDeeplyNestedListComesBack() {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < ReadLimits.MAX_NESTING + 20; i++) {
      list = new ArrayList<>(List.of(list));
    }
    assertEquals(list, roundTrip(list));
  }

  @Test
  void anInteger1IsNoLong1() {
    assertNotEquals(Serials.hex(values.encode(1)), Serials.hex(values.encode(1L)));
  }

  @Test
  void encodingAScalarAllocatesItsResultOnly() {
    for (Object scalar : List.of("text", "\u20ac", 1, Long.MIN_VALUE, 1.5, true, new UUID(1, 2), Instant.MAX, BigDecimal.TEN)) {
      ByteSink each = new ByteSink(ByteSink.MAX_VALUE_BYTES);
      Scalars.write(scalar, each, new WrittenClasses());
      assertSame(each.toBytes(), each.toBytes(), () -> scalar.getClass() + ": the buffer itself is the result");
    }
  }

  @Test
  void aValueThatIsNotSerializableIsRefusedWithItsClass() {
    CacheSerializationException e =
        assertThrows(CacheSerializationException.class, () -> values.encode(new ArrayList<>(List.of(new Object()))));
    assertTrue(e.getMessage().contains("orders") && e.getMessage().contains("java.lang.Object is not serializable"), e.getMessage());
  }

  @Test
  void aGraphTooDeepIsRefused() {
    Node first = new Node();
    Node last = first;
    for (int i = 0; i < 100_000; i++) {
      last.next = new Node();
      last = last.next;
    }
    CacheSerializationException e = assertThrows(CacheSerializationException.class, () -> values.encode(first));
    assertTrue(e.getMessage().contains("nested too deep"), e.getMessage());
  }

  @Test
  void whatCanNeverBeReadBackIsRefusedWhenItIsWritten() throws Exception {
    Runnable lambda = (Runnable & Serializable) () -> {};
    Object proxy =
        java.lang.reflect.Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Comparable.class}, new TestHandler());
    for (Object value : List.of(lambda, proxy, new ArrayList<>(List.of(proxy)), java.net.URI.create("http://localhost/").toURL())) {
      CacheSerializationException e = assertThrows(CacheSerializationException.class, () -> values.encode(value));
      assertTrue(e.getMessage().contains("never read back"), e.getMessage());
    }
  }

  record TestHandler() implements java.lang.reflect.InvocationHandler, Serializable {
    @Override
    public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
      return method.getName().equals("hashCode") ? (Object) 1 : null;
    }
  }

  @Test
  void messagesNeverHaveContent() {
    record Secretive(String secret, Object thing) implements Serializable {}
    CacheSerializationException e =
        assertThrows(CacheSerializationException.class, () -> values.encode(new Secretive("s3cret", Stream.of("s3cret"))));
    for (Throwable each = e; each != null; each = each.getCause()) {
      String message = String.valueOf(each.getMessage());
      assertTrue(!message.contains("s3cret"), message);
    }
  }
}
