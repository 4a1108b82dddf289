package org.jdance.internal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/**
 * The bytes on the servers outlive every release: what is in the golden files was written by some release and is read, and written the same, by
 * all later ones. Lines are added, never changed.
 */
@SuppressWarnings({"JavaUtilDate", "JdkObsolete"}) // types that are encoded
class GoldenBytesTest {

  /** A key as applications have it. */
  record RouteKey(String from, String to, List<String> via, LocalDate day, Set<Integer> platforms) implements Serializable {}

  /** A value as applications have it. */
  static final class Basket implements Serializable {
    private static final long serialVersionUID = 7L;
    private final String owner;
    @SuppressWarnings("serial") // the lists put in are serializable
    private final List<Integer> items;

    Basket(String owner, List<Integer> items) {
      this.owner = owner;
      this.items = items;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Basket basket && owner.equals(basket.owner) && items.equals(basket.items);
    }

    @Override
    public int hashCode() {
      return Objects.hash(owner, items);
    }
  }

  private static Map<String, Object> scalars() {
    Map<String, Object> objects = new LinkedHashMap<>();
    objects.put("false", false);
    objects.put("true", true);
    objects.put("byte", (byte) -2);
    objects.put("short", (short) 0x1234);
    objects.put("char", '\u20ac');
    objects.put("int.0", 0);
    objects.put("int.-1", -1);
    objects.put("int.300", 300);
    objects.put("int.min", Integer.MIN_VALUE);
    objects.put("long.1", 1L);
    objects.put("long.max", Long.MAX_VALUE);
    objects.put("float", 1.5f);
    objects.put("double", -2.25);
    objects.put("double.nan", Double.NaN);
    objects.put("string.empty", "");
    objects.put("string.ascii", "Hello");
    objects.put("string.utf8", "\u00e9\u20ac\ud83d\ude00");
    objects.put("string.utf16", "a\ud800");
    objects.put("uuid", new UUID(0x0123456789abcdefL, 0xfedcba9876543210L));
    objects.put("biginteger", BigInteger.valueOf(-300));
    objects.put("bigdecimal", new BigDecimal("12.50"));
    objects.put("instant", Instant.ofEpochSecond(1_700_000_000, 5));
    objects.put("instant.before", Instant.ofEpochSecond(-1, 999_999_999));
    objects.put("duration", Duration.ofMillis(1500));
    objects.put("localdate", LocalDate.of(2026, 11, 23));
    objects.put("localtime", LocalTime.of(12, 30));
    objects.put("localdatetime", LocalDateTime.of(2026, 11, 23, 12, 30));
    objects.put("date", new Date(1_700_000_000_000L));
    objects.put("enum", DayOfWeek.MONDAY);
    return objects;
  }

  private static Map<String, Object> values() {
    Map<String, Object> objects = scalars();
    objects.put("bytes", new byte[] {1, 2, 3});
    objects.put("arraylist", new ArrayList<>(Arrays.asList("a", null, 1)));
    objects.put("aslist", Arrays.asList("a", 1));
    objects.put("list.of", List.of(1, 2, 3));
    objects.put("list.of.empty", List.of());
    objects.put("unmodifiablelist", Collections.unmodifiableList(new ArrayList<>(List.of(1))));
    objects.put("hashset", new HashSet<>(Set.of(1)));
    objects.put("linkedhashset", new LinkedHashSet<>(List.of("b", "a")));
    objects.put("treeset", new TreeSet<>(Set.of("b", "a")));
    objects.put("set.of", Set.of(1));
    objects.put("unmodifiableset", Collections.unmodifiableSet(new LinkedHashSet<>(List.of(2, 1))));
    objects.put("hashmap", new HashMap<>(Map.of("k", 1)));
    objects.put("linkedhashmap", new LinkedHashMap<>(Map.of("k", List.of("nested"))));
    objects.put("treemap", new TreeMap<>(Map.of(2, "b", 1, "a")));
    objects.put("map.of", Map.of("k", true));
    objects.put("unmodifiablemap", Collections.unmodifiableMap(new LinkedHashMap<>(Map.of("k", 1L))));
    objects.put("object", new Basket("o", new ArrayList<>(List.of(1, 2))));
    objects.put("record", new RouteKey("Wien", "Graz", List.of("Linz", "Linz"), LocalDate.of(2026, 11, 23), new TreeSet<>(Set.of(7, 3))));
    objects.put("objects", new ArrayList<>(Arrays.asList(new Basket("owner", new ArrayList<>()), new Basket("owner", new ArrayList<>()))));
    objects.put("constant", List.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
    objects.put("seconds", List.of(Instant.ofEpochSecond(1_700_000_000), Duration.ofMinutes(30)));
    objects.put("uuidstring", List.of("01234567-89ab-cdef-fedc-ba9876543210"));
    objects.put("linkedlist", new LinkedList<>(List.of("a")));
    objects.put("concurrentmap", new ConcurrentHashMap<>(Map.of("k", 1)));
    objects.put("copyonwritelist", new CopyOnWriteArrayList<>(List.of("a")));
    objects.put("longlist", new ArrayList<>(Collections.nCopies(16, 1)));
    objects.put("javapart", List.of(Locale.GERMANY));
    objects.put("java", new TreeMap<>(Collections.reverseOrder()));
    return objects;
  }

  private static Map<String, Object> keys() {
    Map<String, Object> objects = scalars();
    objects.put("list", Arrays.asList("b", null, "a"));
    objects.put("set", Set.of("b", "a", 1, 1L));
    objects.put("map", Map.of("b", 1, "a", List.of()));
    objects.put("java", new RouteKey("Wien", "Graz", List.of("Linz", "Linz"), LocalDate.of(2026, 11, 23), Set.of(7, 3)));
    return objects;
  }

  @Test
  void valuesHaveTheirBytesForEver() throws IOException {
    ValueSerializer serializer = Serials.strict(GoldenBytesTest.class.getName() + "$Basket", GoldenBytesTest.class.getName() + "$RouteKey").values();
    Map<String, String> golden = read("values.txt");
    StringBuilder actual = new StringBuilder();
    values().forEach((name, value) -> actual.append(name).append(' ').append(Serials.hex(serializer.encode(value))).append('\n'));
    assertEquals(write(golden), actual.toString());
    values()
        .forEach(
            (name, value) -> {
              Object decoded = serializer.decode(HexFormat.of().parseHex(golden.get(name)));
              if (value instanceof byte[] bytes) {
                assertEquals(Serials.hex(bytes), Serials.hex(assertInstanceOf(byte[].class, decoded)));
              } else {
                assertEquals(value, decoded, name);
              }
            });
  }

  @Test
  void keysHaveTheirBytesForEver() throws IOException {
    KeySerializer serializer = Serials.strict(GoldenBytesTest.class.getName() + "$RouteKey").keys();
    Map<String, String> golden = read("keys.txt");
    StringBuilder actual = new StringBuilder();
    keys().forEach((name, key) -> actual.append(name).append(' ').append(Serials.hex(serializer.encode(key))).append('\n'));
    assertEquals(write(golden), actual.toString());
    keys().forEach((name, key) -> assertEquals(key, serializer.decode(HexFormat.of().parseHex(golden.get(name))), name));
  }

  private static Map<String, String> read(String file) throws IOException {
    Map<String, String> lines = new LinkedHashMap<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(GoldenBytesTest.class.getResourceAsStream("/golden/serial/" + file)), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        int space = line.indexOf(' ');
        assertTrue(lines.put(line.substring(0, space), line.substring(space + 1)) == null, line);
      }
    }
    return lines;
  }

  private static String write(Map<String, String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach((name, hex) -> text.append(name).append(' ').append(hex).append('\n'));
    return text.toString();
  }
}
