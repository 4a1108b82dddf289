package org.jdance.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class SubjectTest {
  private static final Dataset STRINGS = new Dataset(ValueKind.STRING, 300, 2, Distribution.ZIPF, 1);
  private static final Dataset BYTES = new Dataset(ValueKind.BYTES, 300, 2, Distribution.ZIPF, 1);

  static Stream<Arguments> subjectsAndKinds() {
    return Arrays.stream(Subject.values()).flatMap(
        subject -> Arrays.stream(ValueKind.values()).filter(subject::isMeasuredWith).map(kind -> Arguments.of(subject, kind)));
  }

  @ParameterizedTest
  @MethodSource("subjectsAndKinds")
  void everySubjectKeepsWhatItIsGivenAndDoesEveryWorkload(Subject subject, ValueKind kind) throws InterruptedException {
    try (Bench bench = new Bench(subject, new Dataset(kind, 3_000, 2, Distribution.ZIPF, 1))) {
      for (Workload workload : Workload.values()) {
        Sample sample = bench.measure(workload, 2, Duration.ofMillis(1));

        assertTrue(sample.operations() >= 2L * workload.batch(), workload.label());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everySubjectIsThereAndSaysWhereItComesFrom(Subject subject) {
    String source = subject.source();

    assertNotNull(source);
    assertEquals(subject != Subject.NOOP, !source.isEmpty());
  }

  @Test
  void aCacheThatLosesEntriesIsRefused() {
    assertRefused("lost an entry", Subject.RI_REF, STRINGS, new MapTarget() {
      @Override
      public void put(String key, Object value) {
        if (!key.endsWith("7")) {
          super.put(key, value);
        }
      }
    });
  }

  @Test
  void aCacheThatChangesValuesIsRefused() {
    assertRefused("another value", Subject.RI_VAL, STRINGS, new MapTarget() {
      @Override
      public void put(String key, Object value) {
        super.put(key, value + "x");
      }
    });
  }

  @Test
  void aCacheByValueThatKeepsTheObjectPutIsRefused() {
    assertRefused("object that was put", Subject.RI_VAL, BYTES, new MapTarget());
  }

  @Test
  void aCacheByValueThatHandsOutWhatItKeepsIsRefused() {
    assertRefused("object that was read", Subject.RI_VAL, BYTES, new MapTarget() {
      @Override
      public void put(String key, Object value) {
        super.put(key, ((byte[]) value).clone());
      }
    });
  }

  @Test
  void aCacheByReferenceThatCopiesIsRefused() {
    assertRefused("gives another object", Subject.RI_REF, BYTES, new MapTarget() {
      @Override
      public void put(String key, Object value) {
        super.put(key, ((byte[]) value).clone());
      }
    });
  }

  private static void assertRefused(String why, Subject subject, Dataset data, Target target) {
    IllegalStateException refused = assertThrows(IllegalStateException.class, () -> Preparation.fill(subject, target, data));

    assertTrue(refused.getMessage().contains(why) && refused.getMessage().contains(subject.label()), refused.getMessage());
  }

  private static class MapTarget implements Target {
    private final Map<String, Object> map = new HashMap<>();

    @Override
    public void put(String key, Object value) {
      map.put(key, value);
    }

    @Override
    public Object get(String key) {
      return map.get(key);
    }

    @Override
    public Operation operation(Workload workload) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }
}
