package org.jdance.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jdance.testing.MemcachedProcess;
import org.jdance.testing.RedisProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class SubjectTest {
  private static final Dataset STRINGS = new Dataset(ValueKind.STRING, 300, 2, Distribution.ZIPF, 1);
  private static final Set<Subject> OF_THE_HARNESS =
      Set.of(Subject.NOOP, Subject.REDIS_LIMIT, Subject.REDIS_LIMIT_R2, Subject.MC_LIMIT, Subject.MC_LIMIT_R2);
  private static final Dataset BYTES = new Dataset(ValueKind.BYTES, 300, 2, Distribution.ZIPF, 1);

  static Stream<Arguments> subjectsAndKinds() {
    return Arrays.stream(Subject.values()).flatMap(
        subject -> Arrays.stream(ValueKind.values()).filter(subject::isMeasuredWith).map(kind -> Arguments.of(subject, kind)));
  }

  @ParameterizedTest
  @MethodSource("subjectsAndKinds")
  void everySubjectKeepsWhatItIsGivenAndDoesEveryWorkload(Subject subject, ValueKind kind) throws InterruptedException {
    assumeTrue(isRunnable(subject.suite()));
    int keys = subject.suite().hasServers() ? 200 : 3_000;
    try (StartedServers servers = new StartedServers(subject);
        Bench bench = new Bench(subject, new Dataset(kind, keys, 2, Distribution.ZIPF, 1), servers.fleet())) {
      for (Workload workload : Workload.values()) {
        if (!subject.does(workload) || !workload.isMeasuredWith(kind)) {
          continue;
        }
        Sample sample = bench.measure(workload, 2, Duration.ofMillis(1));

        assertTrue(sample.operations() >= 2L * workload.batch(), workload.label());
        if (subject.suite() != Suite.NEAR) {
          assertEquals(subject.suite().hasServers(), sample.wireBytes() > 0, workload.label());
        }
        assertTrue(sample.lostUpdates() == 0 || subject == Subject.REDISSON, () -> sample.lostUpdates() + " updates lost");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everySubjectIsThereAndSaysWhereItComesFrom(Subject subject) {
    String source = subject.source();

    assertNotNull(source);
    assertEquals(!OF_THE_HARNESS.contains(subject), !source.isEmpty());
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

  private static boolean isRunnable(Suite suite) {
    return switch (suite) {
      case EMBEDDED -> true;
      case REDIS, NEAR -> RedisProcess.isInstalled();
      case MEMCACHED -> MemcachedProcess.isInstalled();
    };
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
