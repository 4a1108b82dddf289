package org.jdance.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jdance.testing.MemcachedProcess;
import org.jdance.testing.RedisProcess;
import org.jdance.testing.ServerProcess;

/** Subjects that are held against one baseline, with the length of run that suits them when nothing else is said. */
enum Suite {
  /** Caches inside the JVM. */
  EMBEDDED(9, 3, 300, "-Xms512m -Xmx512m -XX:+UseG1GC"),
  /** Clients of Redis. */
  REDIS(5, 2, 120, "-Xms256m -Xmx256m -XX:+UseG1GC"),
  /** Clients of memcached. */
  MEMCACHED(5, 2, 120, "-Xms256m -Xmx256m -XX:+UseG1GC"),
  /** Caches inside the JVM, some of them in front of servers of Redis. */
  NEAR(9, 3, 300, "-Xms512m -Xmx512m -XX:+UseG1GC");

  private final int rounds;
  private final int warmUpRounds;
  private final int windowMillis;
  private final String jvmArguments;

  Suite(int rounds, int warmUpRounds, int windowMillis, String jvmArguments) {
    this.rounds = rounds;
    this.warmUpRounds = warmUpRounds;
    this.windowMillis = windowMillis;
    this.jvmArguments = jvmArguments;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean hasServers() {
    return this == REDIS || this == MEMCACHED;
  }

  Subject baseline() {
    return switch (this) {
      case EMBEDDED -> Subject.CAFFEINE;
      case REDIS -> Subject.REDIS_LIMIT;
      case MEMCACHED -> Subject.MC_LIMIT;
      case NEAR -> Subject.NEAR_CAFFEINE;
    };
  }

  List<Subject> subjects() {
    return Arrays.stream(Subject.values()).filter(subject -> subject.suite() == this).toList();
  }

  /** What is measured unless the command line says otherwise: all in memory; over the network what takes a few minutes. */
  List<ValueKind> valueKinds() {
    return hasServers() ? List.of(ValueKind.STRING) : List.of(ValueKind.values());
  }

  List<Workload> workloads() {
    if (this == NEAR) {
      return List.of(Workload.GET, Workload.GET_AND_PUT);
    }
    return Arrays.stream(Workload.values())
        .filter(workload -> (!hasServers() || workload != Workload.ADD_REMOVE) && workload != Workload.GET_AND_PUT)
        .toList();
  }

  List<Integer> threads() {
    return hasServers() ? List.of(1, 8, 32) : List.of(1, 8);
  }

  int rounds() {
    return rounds;
  }

  int warmUpRounds() {
    return warmUpRounds;
  }

  int windowMillis() {
    return windowMillis;
  }

  String jvmArguments() {
    return jvmArguments;
  }

  /** Starts one server of this suite's kind. */
  ServerProcess startServer() {
    return switch (this) {
      case EMBEDDED -> throw new IllegalStateException("Embedded caches have no server.");
      case REDIS, NEAR -> RedisProcess.start();
      case MEMCACHED -> MemcachedProcess.start("-m", "256");
    };
  }
}
