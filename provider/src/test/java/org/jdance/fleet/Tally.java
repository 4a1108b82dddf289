package org.jdance.fleet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What threads of applications did to a fleet and how it answered; as lines of text, so that it can cross from one JVM to another. */
final class Tally {

  /** What of an entry's history is certain, and what is possible. */
  static final class Bounds {
    long acknowledged;
    long attempted;

    @Override
    public String toString() {
      return acknowledged == attempted ? Long.toString(acknowledged) : "from " + acknowledged + " to " + attempted;
    }
  }

  long operations;
  long slowestNanos;
  String slowest = "none";

  /** For how long a JVM stood still, which is not the fleet's fault. */
  long pauseMillis;
  final List<String> errors = new ArrayList<>();
  final List<String> unknown = new ArrayList<>();

  /** Reads that answered what cannot be. */
  final List<String> wrong = new ArrayList<>();

  /** Of keys that one thread alone writes: the last value. */
  final Map<String, Bounds> puts = new TreeMap<>();

  /** Of counters: how often they were incremented, by whomever. */
  final Map<String, Bounds> counts = new TreeMap<>();

  /** Things that only one may have, and how many have them. */
  final Map<String, Long> won = new HashMap<>();

  void took(String operation, long nanos) {
    operations++;
    if (nanos > slowestNanos) {
      slowestNanos = nanos;
      slowest = operation;
    }
  }

  Bounds put(String key) {
    return puts.computeIfAbsent(key, absent -> new Bounds());
  }

  Bounds count(String key) {
    return counts.computeIfAbsent(key, absent -> new Bounds());
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("operations " + operations);
    lines.add("slowest " + slowestNanos + " " + slowest);
    lines.add("pause " + pauseMillis);
    errors.forEach(error -> lines.add("error " + oneLine(error)));
    unknown.forEach(error -> lines.add("unknown " + oneLine(error)));
    wrong.forEach(what -> lines.add("wrong " + oneLine(what)));
    puts.forEach((key, bounds) -> lines.add("put " + key + " " + bounds.acknowledged + " " + bounds.attempted));
    counts.forEach((key, bounds) -> lines.add("count " + key + " " + bounds.acknowledged + " " + bounds.attempted));
    won.forEach((key, times) -> lines.add("won " + key + " " + times));
    return lines;
  }

  /** Adds what another JVM or thread says. */
  void add(List<String> lines) {
    for (String line : lines) {
      String[] words = line.split(" ", 2);
      String[] parts = words[1].split(" ", -1);
      switch (words[0]) {
        case "operations" -> operations += Long.parseLong(parts[0]);
        case "slowest" -> {
          if (Long.parseLong(parts[0]) > slowestNanos) {
            slowestNanos = Long.parseLong(parts[0]);
            slowest = words[1].split(" ", 2)[1];
          }
        }
        case "pause" -> pauseMillis = Math.max(pauseMillis, Long.parseLong(parts[0]));
        case "error" -> errors.add(words[1]);
        case "unknown" -> unknown.add(words[1]);
        case "wrong" -> wrong.add(words[1]);
        case "put" -> add(put(parts[0]), parts);
        case "count" -> add(count(parts[0]), parts);
        case "won" -> won.merge(parts[0], Long.parseLong(parts[1]), Long::sum);
        default -> throw new IllegalArgumentException("Not a line of a tally: " + line);
      }
    }
  }

  /** One line for people. */
  String figures() {
    return operations + " operations, " + errors.size() + " exceptions, " + unknown.size() + " unknown outcomes, " + wrong.size()
        + " wrong reads, slowest " + slowestNanos / 1_000_000 + " ms (" + slowest
        + "), longest pause of a JVM " + pauseMillis + " ms";
  }

  private static void add(Bounds bounds, String... parts) {
    bounds.acknowledged += Long.parseLong(parts[1]);
    bounds.attempted += Long.parseLong(parts[2]);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\R", " / ");
  }
}
