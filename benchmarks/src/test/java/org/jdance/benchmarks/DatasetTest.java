package org.jdance.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DatasetTest {
  @Test
  void zipfAsksForFewKeysMostOfTheTime() {
    int[] drawn = Distribution.ZIPF.draw(10_000, 100_000, new Random(1));
    int[] counts = counts(drawn, 10_000);
    Arrays.sort(counts);

    // By the law's formula the hottest of 10,000 keys takes 10 % and the hottest hundred take 53 %.
    assertEquals(0.10, counts[9_999] / 100_000.0, 0.01);
    assertEquals(0.53, Arrays.stream(counts, 9_900, 10_000).sum() / 100_000.0, 0.02);
  }

  @Test
  void uniformAsksForAllKeysAlike() {
    int[] counts = counts(Distribution.UNIFORM.draw(10, 100_000, new Random(1)), 10);

    for (int count : counts) {
      assertEquals(10_000, count, 500);
    }
  }

  @Test
  void shuffledHoldsEachNumberOnce() {
    int[] shuffled = Distribution.shuffled(1_000, new Random(1));

    assertEquals(1_000, Arrays.stream(shuffled).distinct().count());
    assertNotEquals(0, Arrays.compare(shuffled, Arrays.stream(shuffled).sorted().toArray()));
  }

  @Test
  void theSameSeedMakesTheSameData() {
    Dataset one = new Dataset(ValueKind.STRING, 200, 2, Distribution.ZIPF, 5);
    Dataset other = new Dataset(ValueKind.STRING, 200, 2, Distribution.ZIPF, 5);
    for (int position = 0; position < 300; position++) {
      assertEquals(one.keyAt(position), other.keyAt(position));
      assertEquals(one.valueAt(position), other.valueAt(position));
      assertEquals(one.keySetAt(position), other.keySetAt(position));
    }
  }

  @Test
  void positionsNeverEnd() {
    Dataset data = new Dataset(ValueKind.STRING, 200, 2, Distribution.ZIPF, 5);
    for (int position : new int[] {Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
      assertTrue(data.keyAt(position).startsWith("key-"));
      assertEquals(Dataset.KEYS_PER_SET, data.keySetAt(position).size());
      assertTrue(data.ownKeyAt(1, position).startsWith("own-key-1-"));
      assertEquals(100, data.valueAt(position).toString().length());
    }
  }

  @Test
  void workersHaveKeysOfTheirOwn() {
    Dataset data = new Dataset(ValueKind.STRING, 200, 2, Distribution.ZIPF, 5);
    Set<String> all = new HashSet<>();
    for (int worker = 0; worker < 2; worker++) {
      for (int position = 0; position < Dataset.OWN_KEYS; position++) {
        assertTrue(all.add(data.ownKeyAt(worker, position)));
      }
    }
  }

  @Test
  void aCallersKeyIsNotTheStoredObject() {
    Dataset data = new Dataset(ValueKind.STRING, 200, 1, Distribution.ZIPF, 5);
    String lookup = data.keyAt(0);

    assertNotSame(lookup, Dataset.key(Integer.parseInt(lookup.substring("key-".length()))));
  }

  @Test
  void tooFewKeysForAGetAllAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Dataset(ValueKind.STRING, 99, 1, Distribution.ZIPF, 5));
  }

  @ParameterizedTest
  @EnumSource
  void valuesAreEqualByNumberAndDifferOtherwise(ValueKind kind) {
    assertTrue(kind.areEqual(kind.create(7), kind.create(7)));
    assertFalse(kind.areEqual(kind.create(7), kind.create(8)));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STRING")
  void aChangedValueIsAnotherValue(ValueKind kind) {
    Object value = kind.create(7);
    kind.change(value);

    assertFalse(kind.areEqual(kind.create(7), value));
  }

  private static int[] counts(int[] drawn, int range) {
    int[] counts = new int[range];
    for (int index : drawn) {
      counts[index]++;
    }
    return counts;
  }
}
