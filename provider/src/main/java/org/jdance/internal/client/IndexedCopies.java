package org.jdance.internal.client;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.keys.WireKeys;
import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.client.view.ViewKeeper;
import org.jdance.internal.entry.Envelope;
import org.jdance.internal.entry.HybridClock;
import org.jspecify.annotations.Nullable;

/**
 * All copies that the index of keys tells of, of all caches that the view knows, the index itself included: for fleets whose servers cannot list.
 * A page is a page of the index. Either what other nodes have of the target's keys, or what the target itself has.
 */
final class IndexedCopies implements RefillSource {

  private final String namespace;
  private final ViewKeeper keeper;
  private final HybridClock clock;
  private final TimeSource time;
  private final String target;
  private final boolean own;
  private final Deque<String> caches;
  private @Nullable FleetContext context;
  private @Nullable FleetReads reads;
  private @Nullable Deque<Long> writers;
  private int number;
  private int missing;
  private @Nullable Runnable next;

  IndexedCopies(String namespace, ViewKeeper keeper, HybridClock clock, TimeSource time, String target, boolean own, FleetState state) {
    this.namespace = namespace;
    this.keeper = keeper;
    this.clock = clock;
    this.time = time;
    this.target = target;
    this.own = own;
    this.caches = new ArrayDeque<>(new TreeSet<>(state.view().generations().keySet()));
  }

  @Override
  public @Nullable List<RefillPiece> page(FleetState state, Deadline within) {
    while (true) {
      String cache = caches.peek();
      if (cache == null) {
        return null;
      }
      FleetContext current = context;
      FleetReads reading = reads;
      if (current == null || reading == null || !current.cacheName.equals(cache)) {
        current = new FleetContext(namespace, cache, keeper, clock, true, time);
        reading = new FleetReads(current, new DecodeCounts(cache, keeper.figures(), time));
        context = current;
        reads = reading;
        writers = null;
      }
      Deque<Long> left = writers;
      if (left == null) {
        return directory(state, current, reading, within);
      }
      Long writer = left.peek();
      if (writer == null) {
        caches.remove();
        context = null;
        continue;
      }
      List<RefillPiece> page = page(state, current, reading, writer, within);
      if (page != null) {
        return page;
      }
      left.remove();
      number = 0;
      missing = 0;
    }
  }

  @Override
  public @Nullable String lister() {
    return null;
  }

  @Override
  public void advance() {
    Runnable step = next;
    if (step != null) {
      step.run();
    }
    next = null;
  }

  private List<RefillPiece> directory(FleetState state, FleetContext current, FleetReads reading, Deadline within) {
    Envelope directory = reading.read(IndexPages.directory(), within).live();
    Deque<Long> all = new ArrayDeque<>();
    if (directory != null) {
      all.addAll(new LinkedHashSet<>(IndexPages.writers(directory.copyPayload())));
    }
    next = () -> {
      writers = all;
      number = 0;
      missing = 0;
    };
    List<RefillPiece> pieces = new ArrayList<>();
    add(pieces, state, current, IndexPages.directory());
    return pieces;
  }

  /** The next page of a writer that is there; null if there is none any more. */
  private @Nullable List<RefillPiece> page(FleetState state, FleetContext current, FleetReads reading, long writer, Deadline within) {
    for (; missing < KeyIndex.PAGES_AT_ONCE; number++, missing++) {
      EntryKey key = IndexPages.page(writer, number);
      Envelope page = reading.read(key, within).live();
      if (page != null) {
        List<RefillPiece> pieces = new ArrayList<>();
        add(pieces, state, current, key);
        IndexPages.keys(page.copyPayload()).forEach(encoded -> add(pieces, state, current, EntryKey.ofEncoded(encoded)));
        next = () -> {
          number++;
          missing = 0;
        };
        return pieces;
      }
    }
    return null;
  }

  private void add(List<RefillPiece> pieces, FleetState state, FleetContext current, EntryKey key) {
    int at = state.view().indexOf(target);
    if (Arrays.stream(state.holders(key.encoded())).noneMatch(index -> index == at)) {
      return;
    }
    if (own) {
      add(pieces, state, current, key, at);
      return;
    }
    for (int index : state.replicas(key.encoded())) {
      if (index != at && state.isUp(index)) {
        add(pieces, state, current, key, index);
      }
    }
  }

  private static void add(List<RefillPiece> pieces, FleetState state, FleetContext current, EntryKey key, int index) {
    pieces.add(new RefillPiece(index, current.wireKey(state, index, key), WireKeys.cachePart(current.cacheName), key.tail()));
  }
}
