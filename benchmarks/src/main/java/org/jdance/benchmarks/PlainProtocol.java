package org.jdance.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The cheapest requests of a kind of server, written to a connection, and the replies read from it. */
interface PlainProtocol {
  /** When a value is stored. */
  enum Mode { ALWAYS, IF_ABSENT, IF_PRESENT }

  /** Once after connecting. */
  void prepare(PlainConnection connection) throws IOException;

  void get(PlainConnection connection, String key);

  /** Reads the reply to a {@code get}. */
  byte @Nullable [] value(PlainConnection connection) throws IOException;

  void set(PlainConnection connection, String key, byte[] value, Mode mode);

  void delete(PlainConnection connection, String key);

  /** Reads the reply to a {@code set}, {@code setAll} or {@code delete}: whether it was done. */
  boolean done(PlainConnection connection) throws IOException;

  void getAll(PlainConnection connection, List<String> keys);

  /** Reads the reply to a {@code getAll}. */
  void values(PlainConnection connection, List<String> keys, Map<String, byte[]> found) throws IOException;

  void setAll(PlainConnection connection, Map<String, byte[]> entries);

  /** Reads a value and replaces it if it is still there: what was stored; nothing, of no length, if another came first; null if none is there. */
  byte @Nullable [] exchange(PlainConnection connection, String key, UnaryOperator<byte[]> change) throws IOException;
}
