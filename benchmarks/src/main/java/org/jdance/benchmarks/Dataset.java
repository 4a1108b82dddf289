package org.jdance.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * All that operations need, made beforehand, so that a measured loop makes no objects of its own. The same seed makes the same data in every JVM.
 * The keys that callers pass are equal to the stored ones but not the same objects, as in an application.
 */
final class Dataset {
  /** Keys in one {@code getAll}. */
  static final int KEYS_PER_SET = 100;
  /** Keys that each worker adds and removes. */
  static final int OWN_KEYS = 64;

  private static final int INDICES = 1 << 16;
  private static final int VALUES = 1 << 10;
  private static final int SETS = 128;

  private final ValueKind kind;
  private final int keyCount;
  private final int workers;
  private final String[] lookups;
  private final Object[] values;
  private final int[] indices;
  private final List<Set<String>> keySets;
  private final List<Map<String, Object>> entrySets;
  private final String[] ownKeys;

  Dataset(ValueKind kind, int keyCount, int workers, Distribution distribution, long seed) {
    if (keyCount < KEYS_PER_SET) {
      throw new IllegalArgumentException("At least " + KEYS_PER_SET + " keys are needed, as many as a getAll reads; got " + keyCount + ".");
    }
    this.kind = kind;
    this.keyCount = keyCount;
    this.workers = workers;
    Random random = new Random(seed);
    lookups = new String[keyCount];
    Arrays.setAll(lookups, Dataset::key);
    values = new Object[VALUES];
    Arrays.setAll(values, kind::create);
    indices = distribution.draw(keyCount, INDICES, random);
    keySets = new ArrayList<>(SETS);
    for (int i = 0; i < SETS; i++) {
      int[] shuffled = Distribution.shuffled(keyCount, random);
      Set<String> set = new HashSet<>();
      for (int j = 0; j < KEYS_PER_SET; j++) {
        set.add(lookups[shuffled[j]]);
      }
      keySets.add(set);
    }
    entrySets = new ArrayList<>(SETS);
    for (Set<String> set : keySets) {
      Map<String, Object> entries = new HashMap<>();
      for (String key : set) {
        entries.put(key, valueAt(entrySets.size() + entries.size()));
      }
      entrySets.add(entries);
    }
    ownKeys = new String[workers * OWN_KEYS];
    Arrays.setAll(ownKeys, i -> "own-key-" + i / OWN_KEYS + "-" + i % OWN_KEYS);
  }

  ValueKind kind() {
    return kind;
  }

  int keyCount() {
    return keyCount;
  }

  int workers() {
    return workers;
  }

  /** Makes the key of an index anew: an object of its own each time. */
  static String key(int index) {
    return "key-" + index;
  }

  /** The key at a position of the endless sequence that workers walk along. */
  String keyAt(int position) {
    return lookups[indices[position & (INDICES - 1)]];
  }

  Object valueAt(int position) {
    return values[position & (VALUES - 1)];
  }

  Set<String> keySetAt(int position) {
    return keySets.get(position & (SETS - 1));
  }

  Map<String, Object> entriesAt(int position) {
    return entrySets.get(position & (SETS - 1));
  }

  String ownKeyAt(int worker, int position) {
    return ownKeys[worker * OWN_KEYS + (position & (OWN_KEYS - 1))];
  }

  /** Where a worker starts on the sequence, so that no two workers ask for the same keys in step. */
  int start(int worker) {
    return worker * (INDICES / Math.max(1, workers)) + worker;
  }
}
