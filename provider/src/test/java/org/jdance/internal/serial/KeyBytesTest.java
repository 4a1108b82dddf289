package org.jdance.internal.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Equal keys have equal bytes, and others have others. */
@SuppressWarnings("JdkObsolete") // applications store what they like
class KeyBytesTest {

  record Point(int x, Integer y) implements Serializable {}

  record Route(Point from, Point to, String name, String again) implements Serializable {}

  record Query(List<?> parameters, Set<?> flags, Map<?, ?> options) implements Serializable {}

  record Span(LocalDate from, LocalDate to, Instant at, Instant again) implements Serializable {}

  record Signature(String type) implements Serializable {}

  /** A key as frameworks have it: an array compared by content, and the hash remembered outside the stream. */
  static final class Parameters implements Serializable {
    private static final long serialVersionUID = 1L;
    @SuppressWarnings("serial") // the values put in are serializable
    private final Object[] values;
    private transient int hash;

    Parameters(Object... values) {
      this.values = values;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Parameters parameters && Arrays.deepEquals(values, parameters.values);
    }

    @Override
    public int hashCode() {
      if (hash == 0) {
        hash = Arrays.deepHashCode(values);
      }
      return hash;
    }
  }

  /** It remembers its hash code in the stream. */
  static final class RememberedHash implements Serializable {
    private static final long serialVersionUID = 1L;
    private final String id;
    private int hash;

    RememberedHash(String id) {
      this.id = id;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof RememberedHash remembered && id.equals(remembered.id);
    }

    @Override
    public int hashCode() {
      if (hash == 0) {
        hash = id.hashCode();
      }
      return hash;
    }
  }

  private final Serialization serialization = Serials.learning();
  private final KeySerializer keys = serialization.keys();

  private void assertSame(Object a, Object b) {
    Serials.assertSameKey(serialization, a, b);
    assertEquals(a, keys.decode(keys.encode(a)));
  }

  private void assertDifferent(Object a, Object b) {
    assertNotEquals(a, b, "the test itself: keys must differ");
    assertNotEquals(Serials.hex(keys.encode(a)), Serials.hex(keys.encode(b)));
  }

  /** A string that is equal to another and no constant. */
  private static String fresh(String text) {
    return String.valueOf(text.toCharArray());
  }

  @Test
  void equalKeysBuiltDifferentlyHaveTheSameBytes() {
    RandomObjects random = new RandomObjects(7);
    int collections = 0;
    for (int i = 0; i < 5_000; i++) {
      List<Object> pair = random.equalKeys();
      int round = i;
      assertEquals(pair.get(0), pair.get(1), "the test itself");
      assertArrayEquals(keys.encode(pair.get(0)), keys.encode(pair.get(1)), () -> "round " + round);
      assertEquals(pair.get(0), keys.decode(keys.encode(pair.get(1))));
      collections += KeyWriter.isCollection(pair.get(0)) ? 1 : 0;
    }
    assertTrue(collections > 1_000, "the test itself: enough of them are collections");
  }

  @Test
  void randomKeysWithTheSameBytesAreEqual() {
    RandomObjects random = new RandomObjects(8);
    Map<String, Object> seen = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      Object key = random.equalKeys().get(0);
      Object other = seen.putIfAbsent(Serials.hex(keys.encode(key)), key);
      assertTrue(other == null || other.equals(key), () -> key + " and " + other);
    }
  }

  @Test
  void listsAreEqualWhateverTheirClass() {
    List<String> list = new ArrayList<>(List.of("a", "b"));
    for (List<String> other :
        List.of(
            List.of("a", "b"),
            Arrays.asList("a", "b"),
            new LinkedList<>(list),
            new CopyOnWriteArrayList<>(list),
            Collections.unmodifiableList(list),
            Collections.synchronizedList(list),
            List.of("x", "a", "b").subList(1, 3))) {
      assertSame(list, other);
    }
    assertSame(Collections.nCopies(2, "a"), List.of("a", "a"));
    assertDifferent(list, List.of("b", "a"));
    assertDifferent(List.of(), Set.of());
    assertDifferent(Set.of(), Map.of());
  }

  @Test
  void setsAndMapsAreEqualWhateverTheirOrderAndClass() {
    Set<Object> roomy = new HashSet<>(10_000);
    roomy.addAll(List.of("b", "a", "c"));
    assertSame(roomy, new TreeSet<>(Set.of("a", "b", "c")));
    assertSame(roomy, Set.of("c", "b", "a"));
    assertSame(EnumSet.of(TimeUnit.DAYS, TimeUnit.HOURS), new HashSet<>(List.of(TimeUnit.HOURS, TimeUnit.DAYS)));
    assertSame(new TreeMap<>(Map.of(1, "a", 2, "b")), Map.of(2, "b", 1, "a"));
    Map<String, Object> withNull = new LinkedHashMap<>();
    withNull.put(null, null);
    assertSame(withNull, new HashMap<>(withNull));
    assertSame(Set.of(Set.of(1, 2), Set.of(2, 3)), new HashSet<>(List.of(new HashSet<>(List.of(3, 2)), new TreeSet<>(List.of(2, 1)))));
  }

  @Test
  void numbersOfDifferentTypesAreDifferentKeys() {
    List<Object> ones = List.of(1, 1L, (short) 1, (byte) 1, 1.0, 1.0f, BigInteger.ONE, BigDecimal.ONE, "1", '1', true);
    for (Object a : ones) {
      for (Object b : ones) {
        if (a != b) {
          assertDifferent(a, b);
        }
      }
    }
    assertDifferent(0.0, -0.0);
    assertSame(Double.NaN, Double.longBitsToDouble(0x7ff8000000000123L));
    assertSame(Float.NaN, Float.intBitsToFloat(0x7fc00123));
    assertDifferent(new BigDecimal("1.0"), new BigDecimal("1.00"));
    assertDifferent("\ud800", "?");
    assertDifferent("\ud800", "\udc00");
  }

  @Test
  void keysOfTheApplicationAreWrittenByContentNotByIdentity() {
    Point point = new Point(1, 1_000);
    String name = fresh("x");
    assertSame(new Route(point, point, name, name), new Route(new Point(1, 1_000), new Point(1, 1_000), fresh("x"), fresh("x")));
    assertDifferent(new Route(point, point, "x", "x"), new Route(point, new Point(1, 1_001), "x", "x"));
    LocalDate day = LocalDate.of(2026, 11, 23);
    Instant at = Instant.EPOCH.plusNanos(1);
    assertSame(new Span(day, day, at, at), new Span(LocalDate.of(2026, 11, 23), day.plusDays(0).plusDays(1).minusDays(1), at, Instant.EPOCH.plusNanos(1)));
  }

  @Test
  void aStringThatTheStreamItselfUsesIsNoDifferentFromItsCopy() {
    // The stream writes the type of the field as this very constant, and would refer to it.
    assertSame(new Signature("Ljava/lang/String;"), new Signature(fresh("Ljava/lang/String;")));
    assertSame(new Parameters("RED", TimeUnit.DAYS, "DAYS"), new Parameters("RED", TimeUnit.DAYS, fresh("DAYS")));
  }

  @Test
  void aHashThatTheKeyRemembersMakesNoDifference() {
    RememberedHash used = new RememberedHash("a");
    assertEquals(97, used.hashCode());
    assertSame(used, new RememberedHash("a"));
    assertSame(List.of(used), List.of(new RememberedHash("a")));
  }

  @Test
  void collectionsInKeysOfTheApplicationAreWrittenByContent() {
    Set<Integer> roomy = new HashSet<>(4_096);
    roomy.addAll(List.of(17, 1, 33));
    assertSame(
        new Query(List.of("a", List.of(1)), Set.of(1, 17, 33), Map.of("k", 1, "l", 2)),
        new Query(new ArrayList<>(Arrays.asList("a", new LinkedList<>(List.of(1)))), roomy, new TreeMap<>(Map.of("l", 2, "k", 1))));
    List<Integer> shared = new ArrayList<>(List.of(1));
    assertSame(new Parameters(shared, shared), new Parameters(List.of(1), Arrays.asList(1)));
    assertSame(new Query(List.of(), Set.of(), Map.of()), new Query(new ArrayList<>(), EnumSet.noneOf(TimeUnit.class), new HashMap<>()));
    assertSame(new Query(List.of(new Point(1, 2)), Set.of(), Map.of()), new Query(new LinkedList<>(List.of(new Point(1, 2))), Set.of(), Map.of()));
  }

  @Test
  void listsOfTheApplicationsObjectsAreKeys() {
    assertSame(List.of(new Point(1, 2), "x"), new LinkedList<>(List.of(new Point(1, 2), fresh("x"))));
    assertDifferent(List.of(new Point(1, 2)), List.of(new Point(2, 1)));
  }

  @Test
  void keysOfOtherSerializableClassesOfTheJdkAreKeys() {
    ZonedDateTime moment = ZonedDateTime.of(2026, 11, 23, 1, 2, 3, 4, ZoneId.of("Europe/Vienna"));
    assertSame(moment, ZonedDateTime.parse(moment.toString()));
    assertSame(Locale.forLanguageTag("de-AT"), new Locale.Builder().setLanguage("de").setRegion("AT").build());
    assertSame(new Parameters("a", 1L, UUID.nameUUIDFromBytes(new byte[1])), new Parameters(fresh("a"), 1L, UUID.nameUUIDFromBytes(new byte[1])));
  }

  @Test
  void keysComeBackAsTheDeclaredType() {
    assertInstanceOf(ArrayList.class, keys.decode(keys.encode(List.of(1))));
    assertInstanceOf(LinkedHashMap.class, keys.decode(keys.encode(Map.of(1, 2))));
    for (Object key : List.of(new LinkedList<>(List.of(1)), new TreeSet<>(Set.of(2, 1)), new TreeMap<>(Map.of(1, 2)), new HashSet<>(Set.of(1)))) {
      KeySerializer declared = Serials.declaring(key.getClass(), Object.class).keys();
      Object copy = declared.decode(declared.encode(key));
      assertInstanceOf(key.getClass(), copy);
      assertEquals(key, copy);
    }
  }

  @Test
  void theSameKeyHasTheSameBytesInAnotherSerializer() {
    Object key = new Query(List.of("a"), Set.of(1, 2, 3), Map.of("x", Objects.hash(1)));
    assertArrayEquals(keys.encode(key), Serials.learning().keys().encode(key));
  }
}
