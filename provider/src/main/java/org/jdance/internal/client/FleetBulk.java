package org.jdance.internal.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.client.FleetWrites.Already;
import org.jdance.internal.client.FleetWrites.Spread;
import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.client.view.FleetUnavailableException;
import org.jdance.internal.entry.EntryFormat;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.Guard;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeToken;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.WriteReply;
import org.jspecify.annotations.Nullable;

/**
 * Many entries at once: grouped by node, all nodes' requests on the wire before the first reply is awaited. What does not go smoothly goes again
 * entry by entry, by the rules for one.
 */
final class FleetBulk {

  /** How many entries are under way at once. */
  static final int GROUP = 1_000;

  private final FleetContext context;
  private final FleetReads reads;
  private final FleetWrites writes;

  FleetBulk(FleetContext context, FleetReads reads, FleetWrites writes) {
    this.context = context;
    this.reads = reads;
    this.writes = writes;
  }

  /** What is found under each key, in the order of the keys. */
  List<Found> readAll(List<EntryKey> keys, Deadlines deadlines) {
    List<Found> all = new ArrayList<>(keys.size());
    for (int from = 0; from < keys.size(); from += GROUP) {
      all.addAll(readGroup(keys.subList(from, Math.min(keys.size(), from + GROUP)), deadlines.next()));
    }
    return all;
  }

  /** Writes all, each with a version of its own. */
  void putAll(List<EntryKey> keys, List<byte[]> payloads, long deadline, Deadlines deadlines) {
    for (int from = 0; from < keys.size(); from += GROUP) {
      int to = Math.min(keys.size(), from + GROUP);
      putGroup(keys.subList(from, to), payloads.subList(from, to), deadline, deadlines.next());
    }
  }

  private List<Found> readGroup(List<EntryKey> keys, Deadline within) {
    FleetState state = context.keeper.usable(within);
    Map<Integer, ReadGroup> groups = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      int[] readable = Replicas.readable(state, keys.get(i).encoded());
      if (readable.length > 0) {
        groups.computeIfAbsent(readable[0], index -> new ReadGroup(state, index)).add(i, keys.get(i));
      }
    }
    groups.values().forEach(group -> group.submit(within));
    @Nullable Found[] found = new Found[keys.size()];
    groups.values().forEach(group -> group.collect(keys, found, within));
    List<Found> all = new ArrayList<>(keys.size());
    for (int i = 0; i < found.length; i++) {
      Found one = found[i];
      all.add(one == null ? reads.read(keys.get(i), within) : one);
    }
    return all;
  }

  private void putGroup(List<EntryKey> keys, List<byte[]> payloads, long deadline, Deadline within) {
    context.stripes.holding(
        keys,
        within,
        () -> {
          putGroupHeld(keys, payloads, deadline, within);
          return true;
        });
  }

  private void putGroupHeld(List<EntryKey> keys, List<byte[]> payloads, long deadline, Deadline within) {
    FleetState state = context.keeper.usable(within);
    long life = context.timeToLive(state, deadline);
    Map<Integer, WriteGroup> groups = new HashMap<>();
    int[] wanted = new int[keys.size()];
    List<byte[]> envelopes = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      EntryKey key = keys.get(i);
      EntryHeader header = EntryHeader.of(0, context.clock.next(), deadline);
      byte[] envelope = EntryFormat.encode(header, List.of(), key.encoded(), payloads.get(i));
      envelopes.add(envelope);
      int[] targets = Replicas.writable(state, key.encoded());
      wanted[i] = targets.length == 0 ? 1 : targets.length;
      for (int index : targets) {
        groups.computeIfAbsent(index, at -> new WriteGroup(state, at, life)).add(i, context.wireKey(state, index, key), envelope);
      }
    }
    groups.values().forEach(group -> group.submit(within));
    groups.values().forEach(group -> group.proceed(within));
    int[] stored = new int[keys.size()];
    boolean smooth = true;
    for (WriteGroup group : groups.values()) {
      smooth &= group.collect(stored, within);
    }
    boolean lost = groups.values().stream().anyMatch(group -> group.failure != null && group.failure.mayHaveRun());
    Version generation = state.view().generationOf(context.cacheName);
    boolean acknowledged = smooth && context.keeper.mayAcknowledge(state, within);
    for (int i = 0; i < wanted.length; i++) {
      if (!acknowledged || stored[i] < wanted[i]) {
        Already already = Already.MAYBE;
        if (state.copies() == 1 && stored[i] > 0) {
          already = new Already(state, Replicas.writable(state, keys.get(i).encoded())[0], true, generation);
        } else if (stored[i] == 0 && !lost) {
          already = Already.NOWHERE;
        }
        again(keys.get(i), envelopes.get(i), payloads.get(i), deadline, already, within);
      }
    }
  }

  /** The same version as long as any copy may have it: a write that was seen once must not come back after another. */
  private void again(EntryKey key, byte[] envelope, byte[] payload, long deadline, Already already, Deadline within) {
    EntryHeader header = EntryHeader.read(envelope);
    if (header == null || writes.spread(key, envelope, header, already, new Failures(context.time), within) == Spread.REFUSED) {
      writes.put(key, payload, deadline, within);
    }
  }

  /** The keys that one node is read for. */
  private final class ReadGroup {
    private final FleetState state;
    private final int index;
    private final List<Integer> places = new ArrayList<>();
    private final List<byte[]> wireKeys = new ArrayList<>();
    private List<Pending<ReadReply>> reading = List.of();
    private long sent;

    ReadGroup(FleetState state, int index) {
      this.state = state;
      this.index = index;
    }

    void add(int place, EntryKey key) {
      places.add(place);
      wireKeys.add(context.wireKey(state, index, key));
    }

    void submit(Deadline within) {
      Node node = state.node(index).node();
      sent = context.time.nanos();
      reading = node.readAll(wireKeys, state.guard(), within);
    }

    void collect(List<EntryKey> keys, @Nullable Found[] found, Deadline within) {
      Deadline share = within.share(3);
      long stamp = Guard.UNTOLD;
      try {
        List<Found> mine = new ArrayList<>(places.size());
        for (int i = 0; i < places.size(); i++) {
          ReadReply reply = reading.get(i).await(share);
          stamp = reply.stamp() == Guard.UNTOLD ? stamp : reply.stamp();
          mine.add(reads.found(state, index, keys.get(places.get(i)), reply));
        }
        if (reads.accepted(state, index, stamp, sent, within)) {
          for (int i = 0; i < mine.size(); i++) {
            found[places.get(i)] = mine.get(i);
          }
        }
      } catch (NodeException e) {
        reading.forEach(Pending::abandon);
        try {
          context.keeper.suspect(state, index, e, within);
        } catch (FleetUnavailableException later) {
          // Each entry is read on its own now, from another copy if there is one.
          return;
        }
      }
    }
  }

  /** The entries that one node is given. */
  private final class WriteGroup {
    private final FleetState state;
    private final int index;
    private final long life;
    private final List<Integer> places = new ArrayList<>();
    private final List<byte[]> wireKeys = new ArrayList<>();
    private final List<byte[]> envelopes = new ArrayList<>();
    private List<Pending<ReadReply>> looking = List.of();
    private List<Pending<WriteReply>> writing = List.of();
    private final long sent = context.time.nanos();
    private @Nullable NodeException failure;

    /** Which of the group's entries were sent; under a token only those that would win. */
    private boolean[] omitted = new boolean[0];

    WriteGroup(FleetState state, int index, long life) {
      this.state = state;
      this.index = index;
      this.life = life;
    }

    void add(int place, byte[] wireKey, byte[] envelope) {
      places.add(place);
      wireKeys.add(wireKey);
      envelopes.add(envelope);
    }

    void submit(Deadline within) {
      Node node = state.node(index).node();
      omitted = new boolean[places.size()];
      if (state.copies() > 1 && !node.capabilities().ifNewer() && node.capabilities().conditionalWrites()) {
        looking = node.readAll(wireKeys, within);
        return;
      }
      boolean compare = state.copies() > 1 && node.capabilities().ifNewer();
      List<NodeWrite> batch = new ArrayList<>(places.size());
      for (int i = 0; i < places.size(); i++) {
        batch.add(
            compare
                ? NodeWrite.ifNewer(wireKeys.get(i), envelopes.get(i), life)
                : NodeWrite.always(wireKeys.get(i), envelopes.get(i), life));
      }
      writing = node.writeAll(batch, state.guard(), within);
    }

    void proceed(Deadline within) {
      if (looking.isEmpty()) {
        return;
      }
      Node node = state.node(index).node();
      Deadline share = within.share(3);
      try {
        List<NodeWrite> batch = new ArrayList<>(places.size());
        for (int i = 0; i < places.size(); i++) {
          NodeWrite write = under(looking.get(i).await(share), i);
          omitted[i] = write == null;
          if (write != null) {
            batch.add(write);
          }
        }
        writing = node.writeAll(batch, state.guard(), within);
      } catch (NodeException e) {
        failure = e;
      }
    }

    private @Nullable NodeWrite under(ReadReply seen, int i) {
      byte[] value = seen.value();
      NodeToken token = seen.token();
      if (value == null) {
        return NodeWrite.ifAbsent(wireKeys.get(i), envelopes.get(i), life);
      }
      EntryHeader there = EntryHeader.read(value);
      EntryHeader mine = EntryHeader.read(envelopes.get(i));
      if (token == null || there == null || mine == null || !mine.version().isAfter(there.version())) {
        return null;
      }
      return NodeWrite.ifMatches(wireKeys.get(i), envelopes.get(i), token, life);
    }

    boolean collect(int[] stored, Deadline within) {
      if (failure == null) {
        Deadline share = within.share(3);
        long stamp = Guard.UNTOLD;
        try {
          int next = 0;
          for (int i = 0; i < places.size(); i++) {
            if (!omitted[i]) {
              WriteReply reply = writing.get(next++).await(share);
              if (isStored(reply)) {
                stored[places.get(i)]++;
              }
              // Of several that tell it, one that is another is the one that counts.
              stamp = reply.stamp() == Guard.UNTOLD || (stamp != Guard.UNTOLD && stamp != state.mark()) ? stamp : reply.stamp();
            }
          }
          return reads.accepted(state, index, stamp, sent, within);
        } catch (NodeException e) {
          failure = e;
        }
      }
      if (failure != null) {
        boolean again = context.keeper.suspect(state, index, failure, within);
        if (!again || (state.copies() == 1 && failure.mayHaveRun())) {
          Failures failures = new Failures(context.time);
          failures.add(failure);
          failures.somethingWasWritten();
          throw failures.unavailable("not all entries could be written");
        }
      }
      return false;
    }

    private static boolean isStored(WriteReply reply) {
      return reply.outcome() == NodeOutcome.STORED || reply.outcome() == NodeOutcome.SAME_VERSION_EXISTS;
    }
  }

  /** Gives each group of requests a deadline of its own. */
  @FunctionalInterface
  interface Deadlines {
    Deadline next();
  }
}
