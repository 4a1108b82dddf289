package org.jdance.internal.semantics.run;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;

/** Calls of the user's cache writer, with its failures as the specification names them. */
public final class WriterCalls {

  private final String cacheName;
  private final CacheWriter<Object, Object> writer;

  @SuppressWarnings("unchecked") // the cache hands it keys and values of its own types only
  public WriterCalls(String cacheName, CacheWriter<?, ?> writer) {
    this.cacheName = cacheName;
    this.writer = (CacheWriter<Object, Object>) writer;
  }

  void write(Object key, Object value) {
    guarded("write", () -> writer.write(new WrittenEntry(key, value)));
  }

  void delete(Object key) {
    guarded("delete", () -> writer.delete(key));
  }

  /**
   * Writes all that the writer can.
   *
   * @param written is told the keys that were written, also when the writer fails
   */
  void writeAll(Map<Object, Object> values, Consumer<Set<Object>> written) {
    Map<Object, Cache.Entry<?, ?>> entries = new LinkedHashMap<>();
    values.forEach((key, value) -> entries.put(key, new WrittenEntry(key, value)));
    Collection<Cache.Entry<?, ?>> left = new HashSet<>(entries.values());
    // A writer that returns has written all, whether or not it emptied the collection; one that throws says with it what is left.
    Set<Object> done = new HashSet<>(values.keySet());
    try {
      @SuppressWarnings({"unchecked", "rawtypes"}) // the specification's own signature asks for it
      Collection<Cache.Entry<? extends Object, ? extends Object>> argument = (Collection) left;
      guarded("writeAll", () -> writer.writeAll(argument));
    } catch (CacheWriterException | Error e) {
      left.forEach(entry -> done.remove(entry.getKey()));
      throw e;
    } finally {
      written.accept(done);
    }
  }

  /**
   * Deletes all that the writer can.
   *
   * @param deleted is told the keys that were deleted, also when the writer fails
   */
  void deleteAll(Set<Object> keys, Consumer<Set<Object>> deleted) {
    Set<Object> left = new HashSet<>(keys);
    Set<Object> done = new HashSet<>(keys);
    try {
      guarded("deleteAll", () -> writer.deleteAll(left));
    } catch (CacheWriterException | Error e) {
      done.removeAll(left);
      throw e;
    } finally {
      deleted.accept(done);
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

  /** An entry on its way to the writer. */
  private record WrittenEntry(Object key, Object value) implements Cache.Entry<Object, Object> {

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
