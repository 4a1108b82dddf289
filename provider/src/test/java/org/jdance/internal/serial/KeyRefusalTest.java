package org.jdance.internal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jdance.CacheSerializationException;
import org.junit.jupiter.api.Test;

/** Keys without a stable form are refused with advice. */
@SuppressWarnings({"JdkObsolete", "EqualsHashCode"}) // bad keys are what this is about
class KeyRefusalTest {

  record Holder(Object part) implements Serializable {}

  record LinkedHolder(LinkedList<Integer> list) implements Serializable {}

  record NotSerializable(int id) {}

  static final class NoEquals implements Serializable {
    private static final long serialVersionUID = 1L;
    final String secret = "s3cret";

    @Override
    public String toString() {
      return secret;
    }
  }

  /** Its equals looks at what isn't serialized. */
  static final class HalfWritten implements Serializable {
    private static final long serialVersionUID = 1L;
    private final transient String id;

    HalfWritten(String id) {
      this.id = id;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof HalfWritten half && Objects.equals(id, half.id);
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  /** Its hash code is that of its identity. */
  static final class LooseHash implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean equals(Object other) {
      return other instanceof LooseHash;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /** Its bytes tell how often it was written. */
  static final class Counting implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final AtomicInteger WRITES = new AtomicInteger();

    private void writeObject(ObjectOutputStream out) throws java.io.IOException {
      out.defaultWriteObject();
      out.writeInt(WRITES.incrementAndGet());
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Counting;
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  /** A list with more to compare than its elements. */
  static final class Tagged extends ArrayList<String> {
    private static final long serialVersionUID = 1L;
    private final String tag;

    Tagged(String tag) {
      this.tag = tag;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Tagged tagged && tag.equals(tagged.tag) && super.equals(other);
    }

    @Override
    public int hashCode() {
      return super.hashCode();
    }
  }

  private final KeySerializer keys = Serials.learning().keys();

  private void assertRefused(Object key, String advice) {
    assertRefused(keys, key, advice);
  }

  private static void assertRefused(KeySerializer keys, Object key, String advice) {
    for (int i = 0; i < 2; i++) {
      CacheSerializationException e = assertThrows(CacheSerializationException.class, () -> keys.encode(key));
      assertTrue(e.getMessage().startsWith("Cache 'orders': a key of class " + key.getClass().getName()), e.getMessage());
      assertTrue(e.getMessage().contains(advice), e.getMessage());
      assertFalse(e.getMessage().contains("s3cret"), e.getMessage());
    }
  }

  @Test
  void identityEqualsIsRefused() {
    assertRefused(new NoEquals(), "has no equals of its own");
    assertRefused(new AtomicInteger(1), "has no equals of its own");
    assertRefused(new Holder(new NoEquals()), "not equal to what was written");
  }

  @Test
  void arraysAreRefused() {
    assertRefused(new byte[] {1}, "an array (byte[]) equals only itself; use a List");
    assertRefused(new String[] {"s3cret"}, "an array (java.lang.String[])");
    assertRefused(List.of(new int[1]), "an array (int[])");
    assertRefused(Set.of(new byte[1]), "an array (byte[])");
    assertRefused(new Holder(new int[1]), "not equal to what was written");
    assertRefused(new Holder(List.of(new int[1])), "an array (int[])");
  }

  @Test
  void setsAndMapsOfOtherThanEncodableElementsAreRefused() {
    String advice = "let sets and maps in keys have strings, numbers, dates or enums only";
    assertRefused(Set.of(new Holder(1)), advice);
    assertRefused(Map.of(1, new Holder(1)), advice);
    assertRefused(new Holder(Map.of(new Holder(1), 1)), advice);
    assertRefused(new Holder(Set.of(List.of(new Holder(1)))), advice);
  }

  @Test
  void collectionsThatCompareOtherwiseAreRefused() {
    IdentityHashMap<String, Integer> identity = new IdentityHashMap<>();
    identity.put("a", 1);
    assertRefused(identity, "compares by identity");
    assertRefused(new Holder(identity), "compares by identity");
    TreeMap<String, Integer> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    assertRefused(sorted, "with a comparator");
    assertRefused(List.of(sorted), "with a comparator");
    assertRefused(new Tagged("t"), "not equal to what was written");
  }

  @Test
  void unstableKeysAreRefused() {
    assertRefused(new HalfWritten("s3cret"), "not equal to what was written");
    assertRefused(new LooseHash(), "another hashCode");
    assertRefused(new Counting(), "other bytes");
  }

  @Test
  void keysThatCannotBeWrittenOrReadBackAreRefused() {
    assertRefused(new NotSerializable(1), "KeyRefusalTest$NotSerializable is not serializable");
    assertRefused(new Holder(new Object()), "java.lang.Object is not serializable");
    assertRefused(new LinkedHolder(new LinkedList<>(List.of(1))), "declare its fields as List, Set or Map");
    assertRefused(String.class, "use its name");
    assertRefused(new Holder((Supplier<String> & Serializable) () -> "s3cret"), "never read back");
  }

  @Test
  void aKeyThatComesBackAsNoneOfTheDeclaredTypeIsRefused() {
    EnumMap<TimeUnit, Integer> key = new EnumMap<>(Map.of(TimeUnit.DAYS, 1));
    assertRefused(Serials.declaring(EnumMap.class, Object.class).keys(), key, "declare keys as List, Set or Map");
  }

  @Test
  void selfContainingAndHugeKeysAreRefused() {
    List<Object> self = new ArrayList<>();
    self.add(self);
    assertThrows(CacheSerializationException.class, () -> keys.encode(self));
    Map<String, Object> selfMap = new HashMap<>();
    selfMap.put("self", selfMap);
    assertThrows(CacheSerializationException.class, () -> keys.encode(selfMap));
    assertThrows(CacheSerializationException.class, () -> keys.encode(new Holder(self)));
    assertRefused("x".repeat(ByteSink.MAX_KEY_BYTES), "it takes more than " + ByteSink.MAX_KEY_BYTES + " bytes");
    List<Object> doubling = new ArrayList<>(List.of(1));
    for (int i = 0; i < 40; i++) {
      doubling = List.of(doubling, doubling);
    }
    assertRefused(doubling, "it takes more than");
  }

  @Test
  void aRefusedKeyTeachesNothing() {
    Serialization serialization = Serials.learning();
    assertRefused(serialization.keys(), new NoEquals(), "has no equals");
    assertEquals(0, serialization.counts().learnedClasses());
  }
}
