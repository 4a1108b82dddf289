package org.jdance.internal.semantics.run;

import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.Payload;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.semantics.decide.Intent;
import org.jdance.internal.semantics.decide.Operation;
import org.jspecify.annotations.Nullable;

/**
 * {@code invoke}: the user's processor runs on a {@link ProcessorEntry}, off which the intent is read. After a conflict it runs again
 * unless the entry has the same value still, since then only a read has moved its deadline.
 */
final class ProcessorOperation<T> implements Operation<T> {

  private final String cacheName;
  private final Object key;
  private final EntryProcessor<Object, Object, T> processor;
  private final Object[] arguments;
  private final EntryStore store;
  private final ValueCheck check;
  private final @Nullable LoaderCalls loader;
  private @Nullable Payload seen;
  private @Nullable Intent<T> last;

  ProcessorOperation(
      String cacheName,
      Object key,
      EntryProcessor<Object, Object, T> processor,
      Object[] arguments,
      EntryStore store,
      ValueCheck check,
      @Nullable LoaderCalls loader) {
    this.cacheName = cacheName;
    this.key = key;
    this.processor = processor;
    this.arguments = arguments;
    this.store = store;
    this.check = check;
    this.loader = loader;
  }

  @Override
  public Intent<T> decide(@Nullable StoredEntry live) {
    if (last != null && live != null && live.payload() == seen) {
      return last;
    }
    ProcessorEntry entry = new ProcessorEntry(key, store, live, check, loader);
    T result;
    try {
      result = processor.process(entry, arguments);
    } catch (EntryProcessorException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new EntryProcessorException(
          "The entry processor " + processor.getClass().getName() + " failed on cache " + cacheName + "; the entry is unchanged.", e);
    }
    Intent<T> intent = entry.intent(result);
    seen = live == null ? null : live.payload();
    last = intent;
    return intent;
  }
}
