package org.jdance.benchmarks;

/** No cache at all: the cost of the loop and of its data, which every other figure contains. */
final class NoopTarget implements Target {
  private final Dataset data;

  NoopTarget(Dataset data) {
    this.data = data;
  }

  @Override
  public void put(String key, Object value) {}

  @Override
  public Object get(String key) {
    return data.valueAt(key.hashCode());
  }

  @Override
  public Operation operation(Workload workload) {
    return this::runNothing;
  }

  private int runNothing(Cursor cursor, int count) {
    int wrong = 0;
    int position = cursor.position;
    for (int i = 0; i < count; i++, position++) {
      String key = data.keyAt(position);
      cursor.consume(position, data.valueAt(position));
      if (key.isEmpty()) {
        wrong++;
      }
    }
    cursor.position = position;
    return wrong;
  }

  @Override
  public long lostUpdates() {
    return 0;
  }

  @Override
  public void close() {}
}
