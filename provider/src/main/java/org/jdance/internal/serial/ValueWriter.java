package org.jdance.internal.serial;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes one value in its compact encoding if it has one: a scalar, a {@code byte[]}, or a collection on the list of {@link CollectionTags}
 * with nothing but such elements, in which no collection occurs twice (it would come back as two).
 */
final class ValueWriter {

  /** The largest collection that is written compactly; Java serialization may need less for one with the same large elements many times. */
  private static final int MAX_COLLECTION_BYTES = 64 << 20;

  private final WrittenClasses written;
  private @Nullable Object root;
  private @Nullable Set<Object> nested;

  private ValueWriter(WrittenClasses written) {
    this.written = written;
  }

  /** The value's compact bytes, or null if it has none. */
  static byte @Nullable [] encode(Object value, WrittenClasses written) {
    ByteSink sink = new ByteSink(ByteSink.MAX_VALUE_BYTES);
    if (writeScalar(value, sink, written)) {
      return sink.toBytes();
    }
    if (CollectionTags.of(value) == CollectionTags.NONE) {
      return null;
    }
    ByteSink collection = new ByteSink(MAX_COLLECTION_BYTES);
    return new ValueWriter(written).writeFitting(value, collection) ? collection.toBytes() : null;
  }

  private boolean writeFitting(Object value, ByteSink sink) {
    try {
      return write(value, sink, 0);
    } catch (ByteSink.TooLargeException e) {
      return false;
    }
  }

  private static boolean writeScalar(Object value, ByteSink sink, WrittenClasses written) {
    if (value instanceof byte[] bytes) {
      sink.require(1 + ByteSink.varintSize(bytes.length) + (long) bytes.length);
      sink.put(Tag.BYTES);
      sink.putVarint(bytes.length);
      sink.putBytes(bytes);
      return true;
    }
    return Scalars.write(value, sink, written);
  }

  private boolean write(@Nullable Object value, ByteSink sink, int depth) {
    if (value == null) {
      sink.put(Tag.NULL);
      return true;
    }
    if (writeScalar(value, sink, written)) {
      return true;
    }
    byte tag = CollectionTags.of(value);
    if (tag == CollectionTags.NONE || depth == ReadLimits.MAX_NESTING || !isFirstOccurrence(value, tag)) {
      return false;
    }
    sink.put(tag);
    return value instanceof Map<?, ?> map ? writeMap(map, sink, depth + 1) : writeElements((Collection<?>) value, sink, depth + 1);
  }

  private boolean writeElements(Collection<?> elements, ByteSink sink, int depth) {
    // One look at the collection, so that count and elements agree even if it is being changed.
    Object[] snapshot = elements.toArray();
    sink.putVarint(snapshot.length);
    for (Object element : snapshot) {
      if (!write(element, sink, depth)) {
        return false;
      }
    }
    return true;
  }

  private boolean writeMap(Map<?, ?> map, ByteSink sink, int depth) {
    int size = map.size();
    sink.putVarint(size);
    int entries = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      entries++;
      if (!write(entry.getKey(), sink, depth) || !write(entry.getValue(), sink, depth)) {
        return false;
      }
    }
    if (entries != size) {
      throw new UnstorableException("it was changed while it was being stored; store a copy");
    }
    return true;
  }

  private boolean isFirstOccurrence(Object collection, byte tag) {
    if (root == null) {
      root = collection;
      return true;
    }
    boolean isEmpty = collection instanceof Map<?, ?> map ? map.isEmpty() : ((Collection<?>) collection).isEmpty();
    if (isEmpty && CollectionTags.isUnmodifiable(tag)) {
      // All have these in common, and none can tell.
      return true;
    }
    if (nested == null) {
      nested = Collections.newSetFromMap(new IdentityHashMap<>());
    }
    return collection != root && nested.add(collection);
  }
}
