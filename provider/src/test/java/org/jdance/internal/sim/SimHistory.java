package org.jdance.internal.sim;

import java.util.ArrayList;
import java.util.List;

/** What the clients of one run asked and were answered, key by key, in one order of moments. */
final class SimHistory {

  private final List<List<SimOperation>> keys = new ArrayList<>();
  private long moments;
  private int values;
  int failures;
  int unknown;

  SimHistory(int keyCount) {
    for (int i = 0; i < keyCount; i++) {
      keys.add(new ArrayList<>());
    }
  }

  List<List<SimOperation>> keys() {
    return keys;
  }

  Integer freshValue() {
    return ++values;
  }

  SimOperation begin(int key, int client, SimOperation.Kind kind, Integer expected, Integer value) {
    SimOperation operation = new SimOperation(client, kind, expected, value, moments++);
    keys.get(key).add(operation);
    return operation;
  }

  void end(SimOperation operation) {
    operation.ended = moments++;
  }
}
