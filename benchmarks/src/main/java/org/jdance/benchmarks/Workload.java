package org.jdance.benchmarks;

/** What a worker does over and over. The names are those of the command line and of the report. */
enum Workload {
  /** Reads a present key. */
  GET("get", 64),
  /** Overwrites a present key. */
  PUT("put", 64),
  /** Reads a present key, and one time in {@value #READS_PER_WRITE} overwrites it instead. */
  GET_AND_PUT("getAndPut99", 100),
  /** Calls {@code putIfAbsent} on a present key: the value stays. */
  PUT_IF_ABSENT("putIfAbsent", 64),
  /** Calls {@code putIfAbsent} on an absent key, then removes it: one operation is the pair. Each worker has keys of its own. */
  ADD_REMOVE("addRemove", 32),
  /** Replaces the value of a present key. */
  REPLACE("replace", 64),
  /** Invokes a processor that reads the value and sets another one. */
  INVOKE("invoke", 32),
  /** Invokes a processor that counts up, all workers on one key. No update may get lost, which is checked after each window. */
  INVOKE_CONTENDED("invokeContended", 4),
  /** Reads {@value Dataset#KEYS_PER_SET} present keys in one call. */
  GET_ALL("getAll", 1),
  /** Overwrites {@value Dataset#KEYS_PER_SET} present keys in one call. */
  PUT_ALL("putAll", 1);

  /** How many operations a write is one of. */
  static final int READS_PER_WRITE = 100;

  private final String label;
  private final int batch;

  Workload(String label, int batch) {
    this.label = label;
    this.batch = batch;
  }

  String label() {
    return label;
  }

  /** Counting is done on text. */
  boolean isMeasuredWith(ValueKind kind) {
    return this != INVOKE_CONTENDED || kind == ValueKind.STRING;
  }

  /** Operations between two looks at the stop flag: many enough to hide the look, few enough to stop within milliseconds. */
  int batch() {
    return batch;
  }
}
