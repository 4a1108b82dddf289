package org.jdance.internal.serial;

import java.math.BigDecimal;
import java.math.BigInteger;
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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Random objects of all types with compact encodings, the same ones for the same seed. */
@SuppressWarnings({"JavaUtilDate", "JdkObsolete"}) // applications store what they like
final class RandomObjects {

  private static final int MAX_DEPTH = 4;

  private final Random random;

  RandomObjects(long seed) {
    random = new Random(seed);
  }

  Object scalar() {
    return switch (random.nextInt(20)) {
      case 0 -> random.nextBoolean();
      case 1 -> (byte) random.nextInt();
      case 2 -> (short) random.nextInt();
      case 3 -> (char) random.nextInt();
      case 4 -> number().intValue();
      case 5 -> number();
      case 6 -> Float.intBitsToFloat(random.nextInt());
      case 7 -> Double.longBitsToDouble(random.nextLong());
      case 8 -> new UUID(random.nextLong(), random.nextLong());
      case 9 -> new BigInteger(random.nextInt(200), random).multiply(BigInteger.valueOf(random.nextBoolean() ? 1 : -1));
      case 10 -> new BigDecimal(new BigInteger(random.nextInt(100), random), random.nextInt(40) - 20);
      case 11 -> Instant.ofEpochSecond(random.nextLong() >> 30, random.nextInt(1_000_000_000));
      case 12 -> Duration.ofSeconds(number() >> 2, random.nextInt(1_000_000_000));
      case 13 -> LocalDate.ofEpochDay(random.nextInt());
      case 14 -> LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L));
      case 15 -> LocalDateTime.of(LocalDate.ofEpochDay(random.nextInt()), LocalTime.ofNanoOfDay(random.nextLong(86_400_000_000_000L)));
      case 16 -> new Date(number());
      case 17 -> random.nextBoolean() ? DayOfWeek.of(1 + random.nextInt(7)) : List.of(TimeUnit.values()).get(random.nextInt(7));
      default -> text();
    };
  }

  String text() {
    int length = random.nextInt(random.nextInt(10) == 0 ? 300 : 12);
    int range = new int[] {0x80, 0x800, 0x10000}[random.nextInt(3)];
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) random.nextInt(range));
    }
    return text.toString();
  }

  private Long number() {
    return random.nextLong() >> random.nextInt(64);
  }

  /** A value: a scalar, bytes, or a collection on the written list, nested. */
  Object value() {
    return value(0);
  }

  private Object value(int depth) {
    if (depth == MAX_DEPTH || random.nextInt(3) > 0) {
      return scalar();
    }
    List<Object> elements = new ArrayList<>();
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      elements.add(random.nextInt(12) == 0 ? null : value(depth + 1));
    }
    List<Object> solid = new ArrayList<>(elements);
    solid.removeIf(element -> element == null);
    return switch (random.nextInt(15)) {
      case 0 -> new ArrayList<>(elements);
      case 1 -> List.copyOf(solid);
      case 2 -> Arrays.asList(elements.toArray());
      case 3 -> Collections.unmodifiableList(elements);
      case 4 -> new HashSet<>(elements);
      case 5 -> new LinkedHashSet<>(elements);
      case 6 -> Set.copyOf(solid);
      case 7 -> Collections.unmodifiableSet(new LinkedHashSet<>(elements));
      case 8 -> new TreeSet<>(List.of(text(), text(), text()));
      case 9 -> map(new HashMap<>(), elements);
      case 10 -> map(new LinkedHashMap<>(), elements);
      case 11 -> Map.copyOf(map(new HashMap<>(), solid));
      case 12 -> Collections.unmodifiableMap(map(new LinkedHashMap<>(), elements));
      case 13 -> map(new TreeMap<>(), List.of(1, 2, 3));
      default -> elements.stream().toList();
    };
  }

  private Map<Object, Object> map(Map<Object, Object> map, List<Object> keys) {
    for (Object key : keys) {
      map.put(key, scalar());
    }
    return map;
  }

  /** Two equal keys that were made in different ways: other classes, other orders of insertion, other instances. */
  List<Object> equalKeys() {
    long seed = random.nextLong();
    return List.of(new Variant(seed, 1).key(0), new Variant(seed, 2).key(0));
  }

  /** What a key holds depends on the content's seed, how it is made on the way's. */
  private static final class Variant {

    private final RandomObjects content;
    private final Random way;

    Variant(long contentSeed, long waySeed) {
      content = new RandomObjects(contentSeed);
      way = new Random(contentSeed * 31 + waySeed);
    }

    Object key(int depth) {
      Object scalar = content.scalar();
      int kind = content.random.nextInt(6);
      if (depth == MAX_DEPTH || kind < 3) {
        return scalar;
      }
      List<Object> elements = new ArrayList<>();
      int count = content.random.nextInt(5);
      for (int i = 0; i < count; i++) {
        elements.add(key(depth + 1));
      }
      return switch (kind) {
        case 3 -> list(elements);
        case 4 -> set(elements);
        default -> map(elements);
      };
    }

    private Object list(List<Object> elements) {
      return switch (way.nextInt(4)) {
        case 0 -> List.copyOf(elements);
        case 1 -> new LinkedList<>(elements);
        case 2 -> Arrays.asList(elements.toArray());
        default -> elements;
      };
    }

    private Object set(List<Object> elements) {
      List<Object> shuffled = new ArrayList<>(elements);
      Collections.shuffle(shuffled, way);
      return switch (way.nextInt(3)) {
        case 0 -> Set.copyOf(shuffled);
        case 1 -> new LinkedHashSet<>(shuffled);
        default -> {
          Set<Object> roomy = new HashSet<>(1 << way.nextInt(10));
          roomy.addAll(shuffled);
          yield roomy;
        }
      };
    }

    private Object map(List<Object> elements) {
      List<Object> distinct = new ArrayList<>(new LinkedHashSet<>(elements));
      Map<Object, Object> values = new HashMap<>();
      distinct.forEach(element -> values.put(element, content.scalar()));
      Collections.shuffle(distinct, way);
      Map<Object, Object> map = way.nextBoolean() ? new LinkedHashMap<>() : new HashMap<>(1 << way.nextInt(10));
      distinct.forEach(element -> map.put(element, values.get(element)));
      return way.nextBoolean() ? map : Map.copyOf(map);
    }
  }
}
