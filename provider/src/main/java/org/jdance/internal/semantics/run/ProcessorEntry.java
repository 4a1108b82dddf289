package org.jdance.internal.semantics.run;

import javax.cache.processor.MutableEntry;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.semantics.decide.Action;
import org.jdance.internal.semantics.decide.Intent;
import org.jspecify.annotations.Nullable;

/** The entry that a processor sees: it records what the processor does and comes to one intent at the end. */
final class ProcessorEntry implements MutableEntry<Object, Object> {

  private final Object key;
  private final EntryStore store;
  private final @Nullable StoredEntry live;
  private final ValueCheck check;
  private final @Nullable LoaderCalls loader;
  private Action action = Action.KEEP;
  private @Nullable Object value;
  private boolean loadTried;

  ProcessorEntry(Object key, EntryStore store, @Nullable StoredEntry live, ValueCheck check, @Nullable LoaderCalls loader) {
    this.key = key;
    this.store = store;
    this.live = live;
    this.check = check;
    this.loader = loader;
  }

  /** By value one that the processor may change: the key itself is held while it runs. */
  @Override
  public Object getKey() {
    return store.ownKey(key);
  }

  @Override
  @SuppressWarnings("NullAway") // the API is not annotated: null says that there is no value
  public Object getValue() {
    if (action == Action.KEEP) {
      if (live != null) {
        value = live.payload().value();
        action = Action.ACCESS;
      } else if (loader != null && !loadTried) {
        loadTried = true;
        value = loader.load(key);
        action = value == null ? Action.KEEP : Action.LOAD;
      }
    }
    return value;
  }

  @Override
  public boolean exists() {
    return switch (action) {
      case KEEP, ACCESS -> live != null;
      case LOAD, STORE -> true;
      case REMOVE, EXPIRE -> false;
    };
  }

  @Override
  public void setValue(Object newValue) {
    check.check(newValue);
    value = newValue;
    action = Action.STORE;
  }

  @Override
  public void remove() {
    // What this processor brought in itself was never there for anybody else.
    boolean ownDoing = action == Action.LOAD || (action == Action.STORE && live == null);
    action = ownDoing ? Action.KEEP : Action.REMOVE;
    loadTried = true;
    value = null;
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new IllegalArgumentException("The entry of a processor cannot be unwrapped to " + type.getName() + ".");
  }

  /** What the processor's calls come to. */
  <T> Intent<T> intent(@Nullable T result) {
    Object last = value;
    return switch (action) {
      case KEEP, EXPIRE -> Intent.keep(true, result);
      case ACCESS -> Intent.access(result);
      case REMOVE -> Intent.remove(true, result);
      case LOAD -> last == null ? Intent.keep(true, result) : Intent.load(store.payload(last), true, result);
      case STORE -> last == null ? Intent.keep(true, result) : Intent.store(store.payload(last), true, result);
    };
  }
}
