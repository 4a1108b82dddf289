package org.jdance.internal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdance.internal.base.ManualTime;
import org.junit.jupiter.api.Test;

/** Bytes that nobody meant: a miss, whatever they are, and at a bounded cost. */
class HostileBytesTest {

  record Order(String id, List<String> lines, Map<String, Object> more, TimeUnit unit) implements Serializable {}

  private static final long MEGABYTE = 1 << 20;

  private final Serialization serialization = Serials.learning();

  private static List<Object> samples() {
    List<Object> samples = new ArrayList<>();
    RandomObjects random = new RandomObjects(99);
    for (int i = 0; i < 60; i++) {
      samples.add(random.value());
    }
    samples.add(new Order("o", List.of("a", "b"), Map.of("day", LocalDate.EPOCH, "set", Set.of(1, 2)), TimeUnit.DAYS));
    samples.add(new ArrayList<>(List.of(new Order("o", new ArrayList<>(List.of("a")), new TreeMap<>(Map.of("k", 1)), TimeUnit.HOURS))));
    samples.add(new long[] {1, 2, 3});
    samples.add(new IllegalStateException("x", new RuntimeException("y")));
    return samples;
  }

  private static List<Object> keySamples() {
    List<Object> samples = new ArrayList<>();
    RandomObjects random = new RandomObjects(98);
    for (int i = 0; i < 60; i++) {
      samples.add(random.equalKeys().get(0));
    }
    samples.add(new Order("o", List.of("a", "b"), Map.of("k", Set.of(1, 2)), TimeUnit.DAYS));
    samples.add(List.of(new Order("o", List.of(), Map.of(), TimeUnit.DAYS), 1));
    return samples;
  }

  private void forEachEncoding(Function<byte[], Object> decode, Function<Object, byte[]> encode, List<Object> samples, Attack attack) {
    for (Object sample : samples) {
      byte[] bytes = encode.apply(sample);
      assertNotNull(decode.apply(bytes), "the test itself");
      attack.on(bytes, decode);
    }
  }

  private void forEachEncoding(Attack attack) {
    forEachEncoding(serialization.values()::decode, serialization.values()::encode, samples(), attack);
    forEachEncoding(serialization.keys()::decode, serialization.keys()::encode, keySamples(), attack);
  }

  private interface Attack {
    void on(byte[] valid, Function<byte[], Object> decode);
  }

  @Test
  void bytesCutAnywhereAreAMiss() {
    forEachEncoding(
        (valid, decode) -> {
          for (int length = 0; length < valid.length; length++) {
            byte[] cut = Arrays.copyOf(valid, length);
            assertNull(decode.apply(cut), () -> Serials.hex(cut) + " of " + Serials.hex(valid));
          }
        });
  }

  @Test
  void bytesAfterTheEndAreAMiss() {
    forEachEncoding(
        (valid, decode) -> {
          for (int more : new int[] {1, 2, 50}) {
            assertNull(decode.apply(Arrays.copyOf(valid, valid.length + more)), () -> Serials.hex(valid));
          }
        });
  }

  @Test
  void changedBytesNeverThrowAndNeverCostMuch() {
    Random random = new Random(5);
    int[] decoded = {0};
    long before = allocatedBytes();
    long[] given = {0};
    forEachEncoding(
        (valid, decode) -> {
          for (int i = 0; i < 150; i++) {
            byte[] changed = valid.clone();
            for (int flips = random.nextInt(3); flips >= 0; flips--) {
              changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            given[0] += changed.length;
            if (decode.apply(changed) != null) {
              decoded[0]++;
            }
          }
        });
    assertTrue(decoded[0] > 500, "the test itself: some still decode");
    assertTrue(serialization.counts().undecodable() > 5_000, "the test itself: most do not");
    long perByte = (allocatedBytes() - before) / given[0];
    assertTrue(perByte < 2_000, () -> perByte + " bytes allocated for each");
  }

  @Test
  void randomBytesAreAMissOrAValue() {
    Random random = new Random(6);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      if (bytes.length > 0 && random.nextBoolean()) {
        bytes[0] = (byte) random.nextInt(0x61);
      }
      serialization.values().decode(bytes);
      serialization.keys().decode(bytes);
    }
  }

  private void assertMiss(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertNull(serialization.values().decode(bytes), hex);
    assertNull(serialization.keys().decode(bytes), hex);
  }

  @Test
  void valuesThatTheirTypesCannotHaveAreAMiss() {
    assertMiss("");
    assertMiss("01");
    assertMiss("00");
    assertMiss("ff");
    assertMiss("07ffffffffffffffffff7f"); // an int of 64 bits
    assertMiss("07ffffffffffffffffffffff01"); // a number without an end
    assertMiss("0b02c328"); // not UTF-8
    assertMiss("0b03eda080"); // a surrogate in UTF-8
    assertMiss("0c0100"); // half a character
    assertMiss("0f00"); // an integer of no digits
    assertMiss("110080a8d6b907"); // 2,000,000,000 nanoseconds
    assertMiss("13ffffffffffffffffff01"); // a day beyond the calendar
    assertMiss("170b136a6176612e74696d652e4461794f665765656b0b03464f4f"); // DayOfWeek.FOO
    assertMiss("170b116a6176612e6c616e672e496e74656765720b034f4e45"); // an enum constant of Integer
    assertMiss("2a02010301"); // a map with half an entry
    assertMiss("240207020702"); // a set with the same element twice
    assertMiss("4102070207020702"); // and one in a key
    assertMiss("2b0207020b01610b01610702"); // a sorted map of an int and a string
    assertMiss("27010102"); // a null where none can be
  }

  @Test
  void tagsOfKeysAreNoneOfValuesAndTheOtherWayRound() {
    assertNull(serialization.values().decode(serialization.keys().encode(List.of(1))));
    assertNull(serialization.keys().decode(serialization.values().encode(List.of(1))));
    assertNull(serialization.keys().decode(serialization.values().encode(new byte[1])));
    assertNull(serialization.keys().decode(serialization.values().encode(new Order("o", List.of(), Map.of(), TimeUnit.DAYS))));
  }

  @Test
  void forgedCountsAllocateNothing() {
    List<byte[]> forged = new ArrayList<>();
    for (int tag = 0; tag < 0x61; tag++) {
      // Nearly two thousand million elements, or bytes, of each type; alone and in thirty lists that claim as much.
      forged.add(HexFormat.of().parseHex("%02x".formatted(tag) + "ffffffff07" + "00".repeat(20)));
      forged.add(HexFormat.of().parseHex("20ffffffff07".repeat(30) + "%02x".formatted(tag) + "ffffffff07"));
    }
    long before = allocatedBytes();
    for (byte[] bytes : forged) {
      assertNull(serialization.values().decode(bytes), () -> Serials.hex(bytes));
      assertNull(serialization.keys().decode(bytes), () -> Serials.hex(bytes));
    }
    long allocated = allocatedBytes() - before;
    assertTrue(allocated < 20 * MEGABYTE, () -> allocated + " bytes");
  }

  @Test
  void nestedCountsShareTheBytesThatJustifyThem() {
    // Each list claims all the bytes that follow it: together they would claim the square.
    ByteBuffer bytes = ByteBuffer.allocate(4 << 20);
    for (int i = 0; i < ReadLimits.MAX_NESTING; i++) {
      bytes.put(Tag.ARRAY_LIST).put(new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80, 0x01});
    }
    long before = allocatedBytes();
    assertNull(serialization.values().decode(bytes.array()));
    long allocated = allocatedBytes() - before;
    assertTrue(allocated < 40 * MEGABYTE, () -> allocated + " bytes");
  }

  /** Replaces the first occurrence of {@code from}, all hexadecimal. */
  private static byte[] patched(Object value, String from, String to) {
    String hex = Serials.hex(Serials.foreign(value));
    assertTrue(hex.contains(from), hex);
    return HexFormat.of().parseHex(hex.replaceFirst(from, to));
  }

  @Test
  void forgedLengthsInStreamsAllocateNothing() {
    HashMap<Object, Object> map = new HashMap<>();
    map.put("k", "v");
    IdentityHashMap<Object, Object> identityMap = new IdentityHashMap<>();
    identityMap.put("k", "v");
    List<byte[]> forged =
        List.of(
            patched(new long[3], "00000003", "3fffffff"),
            patched(new String[3], "00000003", "3fffffff"),
            patched(new ArrayList<>(List.of(1, 2, 3)), "00000003770400000003", "3fffffff770400000003"),
            patched(map, "77080000001000000001", "7708400000003fffffff"),
            patched(new HashSet<>(Set.of(1)), "770c000000103f40000000000001", "770c400000003f4000003fffffff"),
            patched(identityMap, "770400000001", "77043fffffff"),
            patched(List.of(1, 2, 3), "770400000003", "77043fffffff"),
            patched(new int[][] {{1, 2, 3}}, "00000001", "3fffffff"));
    long before = allocatedBytes();
    for (byte[] bytes : forged) {
      assertNull(serialization.values().decode(bytes), () -> Serials.hex(bytes));
    }
    long allocated = allocatedBytes() - before;
    assertTrue(allocated < 20 * MEGABYTE, () -> allocated + " bytes");
  }

  @Test
  void nestedTablesOfAStreamShareTheBytesThatJustifyThem() {
    // Maps in maps, a hundred of them, each said to have as many entries as bytes follow.
    Object nested = new byte[1 << 20];
    for (int i = 0; i < 100; i++) {
      Map<Object, Object> outer = new HashMap<>();
      outer.put("k", nested);
      nested = outer;
    }
    String hex = Serials.hex(Serials.foreign(nested)).replace("77080000001000000001", "77080010000000100000");
    long before = allocatedBytes();
    assertNull(serialization.values().decode(HexFormat.of().parseHex(hex)));
    long allocated = allocatedBytes() - before;
    assertTrue(allocated < 150 * MEGABYTE, () -> allocated + " bytes");
  }

  @Test
  void aNestingBeyondTheLimitIsAMiss() {
    assertNull(serialization.values().decode(nestedLists(ReadLimits.MAX_NESTING + 1, Tag.ARRAY_LIST)));
    assertNotNull(serialization.values().decode(nestedLists(ReadLimits.MAX_NESTING, Tag.ARRAY_LIST)));
    assertNull(serialization.values().decode(nestedLists(1_000_000, Tag.ARRAY_LIST)));
    assertNull(serialization.keys().decode(nestedLists(1_000_000, Tag.KEY_LIST)));
    Object deep = "x";
    for (int i = 0; i < 2 * ReadLimits.MAX_GRAPH_DEPTH; i++) {
      deep = new Object[] {deep};
    }
    assertNull(serialization.values().decode(Serials.foreign(deep)));
  }

  private static byte[] nestedLists(int depth, byte tag) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * depth);
    for (int i = 1; i < depth; i++) {
      bytes.put(tag).put((byte) 1);
    }
    return bytes.put(tag).put((byte) 0).array();
  }

  @Test
  void setsInSetsThatTakeForEverToHashAreAMiss() {
    // Two sets a level, each with both of the level below: the time doubles at every level, the bytes grow by a few.
    Set<Object> root = new HashSet<>();
    Set<Object> left = root;
    Set<Object> right = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      Set<Object> nextLeft = new HashSet<>();
      Set<Object> nextRight = new HashSet<>(Set.of("not equal to the left"));
      left.add(nextLeft);
      left.add(nextRight);
      right.add(nextLeft);
      right.add(nextRight);
      left = nextLeft;
      right = nextRight;
    }
    byte[] bomb = Serials.foreign(root);
    assertTimeoutPreemptively(Duration.ofMinutes(2), () -> assertNull(serialization.values().decode(bomb)));
  }

  @Test
  void decodingStopsWhenItsTimeIsUp() {
    ManualTime time = new ManualTime();
    Serialization timed =
        new Serialization(
            new SerializationSettings("orders", getClass().getClassLoader(), Object.class, Object.class, true, List.of()), time);
    Slow.onRead = () -> {};
    byte[] bytes = timed.values().encode(new ArrayList<>(List.of(new Slow(), "end", new Slow())));
    assertNotNull(timed.values().decode(bytes));
    Slow.onRead = () -> time.advance(2_000);
    assertNull(timed.values().decode(bytes));
    assertEquals(1, timed.counts().undecodable());
  }

  static final class Slow implements Serializable {
    private static final long serialVersionUID = 1L;
    private static volatile Runnable onRead = () -> {};

    private void readObject(java.io.ObjectInputStream in) throws java.io.IOException, ClassNotFoundException {
      in.defaultReadObject();
      onRead.run();
    }
  }

  private static long allocatedBytes() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
