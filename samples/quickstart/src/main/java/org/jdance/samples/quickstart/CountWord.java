package org.jdance.samples.quickstart;

import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;

/**
 * Adds one to a word's count, atomically, where the count is kept.
 *
 * <p>It depends on nothing but the entry, since a provider may run a processor again when another one has changed the entry meanwhile.
 */
final class CountWord implements EntryProcessor<String, Integer, Integer> {

  @Override
  public Integer process(MutableEntry<String, Integer> entry, Object... arguments) {
    int count = entry.exists() ? entry.getValue() + 1 : 1;
    entry.setValue(count);
    return count;
  }
}
