package org.jdance.internal.entry;

import java.util.List;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * What listeners hear of a change of one entry.
 *
 * @param type what happened
 * @param value the new value; of what was removed or has expired, that value
 * @param old the value before, if there was one
 */
public record ChangeEvent(EventType type, Payload value, @Nullable Payload old) {

  /** Who hears of the changes that other JVMs make. */
  @FunctionalInterface
  public interface Listener {

    /** One change of another JVM, with its events in their order. Must not wait. */
    void changed(Object key, List<ChangeEvent> events);
  }
}
