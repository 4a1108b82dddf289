package org.jdance.internal.semantics.run;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;

/** Calls of the user's cache writer, with its failures as the specification names them. */
public final class WriterCalls {

  private final String cacheName;
  private final CacheWriter<Object, Object> writer;
  private final UnaryOperator<Object> keyForWriter;

  /**
   * Calls of a writer.
   *
   * @param keyForWriter makes of a key one that the writer may change
   */
  @SuppressWarnings("unchecked") // the cache hands it keys and values of its own types only
  public WriterCalls(String cacheName, CacheWriter<?, ?> writer, UnaryOperator<Object> keyForWriter) {
    this.cacheName = cacheName;
    this.writer = (CacheWriter<Object, Object>) writer;
    this.keyForWriter = keyForWriter;
  }

  void write(Object key, Object value) {
    WrittenEntry entry = new WrittenEntry(key, keyForWriter.apply(key), value);
    guarded("write", () -> writer.write(entry));
  }

  void delete(Object key) {
    Object handedOut = keyForWriter.apply(key);
    guarded("delete", () -> writer.delete(handedOut));
  }

  /**
   * Writes all that the writer can, in the order of the map.
   *
   * @param written is told the keys that were written, also when the writer fails
   */
  void writeAll(Map<Object, Object> values, Consumer<Set<Object>> written) {
    Collection<Cache.Entry<?, ?>> left = new LinkedHashSet<>(values.size() * 2);
    values.forEach((key, value) -> left.add(new WrittenEntry(key, keyForWriter.apply(key), value)));
    Set<Object> done = new LinkedHashSet<>(values.keySet());
    try {
      @SuppressWarnings({"unchecked", "rawtypes"}) // the specification's own signature asks for it
      Collection<Cache.Entry<? extends Object, ? extends Object>> argument = (Collection) left;
      guarded("writeAll", () -> writer.writeAll(argument));
    } catch (CacheWriterException | Error e) {
      // A writer that returns has written all, whether or not it emptied the collection; one that throws says with it what is left.
      left.forEach(entry -> done.remove(entry instanceof WrittenEntry given ? given.ownKey : entry.getKey()));
      tellBeside(e, done, written);
      throw e;
    }
    written.accept(done);
  }

  /**
   * Deletes all that the writer can, in the order of the keys.
   *
   * @param deleted is told the keys that were deleted, also when the writer fails
   */
  void deleteAll(Set<Object> keys, Consumer<Set<Object>> deleted) {
    IdentityHashMap<Object, Object> ownKeys = new IdentityHashMap<>(keys.size());
    Set<Object> left = new LinkedHashSet<>(keys.size() * 2);
    for (Object key : keys) {
      Object handedOut = keyForWriter.apply(key);
      ownKeys.put(handedOut, key);
      left.add(handedOut);
    }
    Set<Object> done = new LinkedHashSet<>(keys);
    try {
      guarded("deleteAll", () -> writer.deleteAll(left));
    } catch (CacheWriterException | Error e) {
      left.forEach(handedOut -> done.remove(ownKeys.getOrDefault(handedOut, handedOut)));
      tellBeside(e, done, deleted);
      throw e;
    }
    deleted.accept(done);
  }

  /** Tells what was done although the writer failed; that failure is the one that the caller has to see. */
  private static void tellBeside(Throwable failure, Set<Object> done, Consumer<Set<Object>> told) {
    try {
      told.accept(done);
    } catch (RuntimeException | Error e) {
      failure.addSuppressed(e);
    }
  }

  private void guarded(String method, Runnable call) {
    try {
      call.run();
    } catch (CacheWriterException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new CacheWriterException(
          "The cache writer " + writer.getClass().getName() + " of cache " + cacheName + " failed in " + method + ".", e);
    }
  }

  /** An entry on its way to the writer. Equal to itself only: neither key nor value is hashed or compared. */
  private static final class WrittenEntry implements Cache.Entry<Object, Object> {

    private final Object ownKey;
    private final Object key;
    private final Object value;

    WrittenEntry(Object ownKey, Object key, Object value) {
      this.ownKey = ownKey;
      this.key = key;
      this.value = value;
    }

    @Override
    public Object getKey() {
      return key;
    }

    @Override
    public Object getValue() {
      return value;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      if (type.isInstance(this)) {
        return type.cast(this);
      }
      throw new IllegalArgumentException("An entry given to a cache writer cannot be unwrapped to " + type.getName() + ".");
    }

    @Override
    public String toString() {
      return "WrittenEntry";
    }
  }
}
