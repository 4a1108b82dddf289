package org.jdance.internal.client;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
    putAll(keys, payloads, deadline, deadlines, new Progress());
  }

  /** The same; what is done and what was sent is noted, for the case that it fails half way. */
  void putAll(List<EntryKey> keys, List<byte[]> payloads, long deadline, Deadlines deadlines, Progress progress) {
    for (int from = 0; from < keys.size(); from += GROUP) {
      int to = Math.min(keys.size(), from + GROUP);
      Deadline within = deadlines.next();
      List<byte[]> mine = payloads.subList(from, to);
      held(keys.subList(from, to), within, group -> putGroup(group, mine, deadline, progress, within));
      progress.done = to;
      progress.sent = List.of();
    }
  }

  /**
   * Brings envelopes to all copies that do not have a later one, up to {@link #GROUP} of them.
   *
   * @param generation the cache's generation that they belong to; in another one they are of no meaning
   * @return which of them need not be brought again
   */
  boolean[] deliver(List<EntryKey> keys, List<byte[]> envelopes, Version generation, Deadline within) {
    Already already = new Already(null, -1, true, generation);
    boolean[] delivered = new boolean[keys.size()];
    held(
        keys,
        within,
        group -> {
          boolean[] smooth;
          try {
            smooth = send(group, envelopes, generation, within).smooth;
          } catch (FleetUnavailableException e) {
            // One server's failure: what belongs to others may still arrive.
            smooth = delivered.clone();
          }
          for (int i = 0; i < smooth.length; i++) {
            delivered[i] = smooth[i] || delivered(group.get(i), envelopes.get(i), already, within);
          }
        });
    return delivered;
  }

  private boolean delivered(EntryKey key, byte[] envelope, Already already, Deadline within) {
    EntryHeader header = EntryHeader.read(envelope);
    if (header == null || within.hasPassed() || !isWritable(key, within)) {
      return false;
    }
    try {
      writes.spread(key, envelope, header, already, new Failures(context.time), within);
      return true;
    } catch (FleetUnavailableException e) {
      return false;
    }
  }

  /** Whether no copy's node failed a moment ago. */
  private boolean isWritable(EntryKey key, Deadline within) {
    FleetState state = context.keeper.usable(within);
    for (int index : Replicas.writable(state, key.encoded())) {
      if (state.node(index).isBroken()) {
        return false;
      }
    }
    return true;
  }

  private void held(List<EntryKey> keys, Deadline within, Consumer<List<EntryKey>> work) {
    context.stripes.holding(
        keys,
        within,
        () -> {
          work.accept(keys);
          return true;
        });
  }

  private List<Found> readGroup(List<EntryKey> keys, Deadline within) {
    FleetState state = context.keeper.usable(within);
    @Nullable ReadGroup[] groups = new ReadGroup[state.size()];
    for (int i = 0; i < keys.size(); i++) {
      int[] readable = Replicas.readable(state, keys.get(i).encoded());
      if (readable.length > 0) {
        ReadGroup group = groups[readable[0]];
        if (group == null) {
          group = new ReadGroup(state, readable[0], keys.size());
          groups[readable[0]] = group;
        }
        group.add(i, keys.get(i));
      }
    }
    for (ReadGroup group : groups) {
      if (group != null) {
        group.submit(within);
      }
    }
    @Nullable Found[] found = new Found[keys.size()];
    for (ReadGroup group : groups) {
      if (group != null) {
        group.collect(keys, found, within);
      }
    }
    List<Found> all = new ArrayList<>(keys.size());
    for (int i = 0; i < found.length; i++) {
      Found one = found[i];
      all.add(one == null ? reads.read(keys.get(i), within) : one);
    }
    return all;
  }

  private void putGroup(List<EntryKey> keys, List<byte[]> payloads, long deadline, Progress progress, Deadline within) {
    List<byte[]> envelopes = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      EntryHeader header = EntryHeader.of(0, context.clock.next(), deadline);
      envelopes.add(EntryFormat.encode(header, List.of(), keys.get(i).encoded(), payloads.get(i)));
    }
    progress.sent = envelopes;
    Sent sent = send(keys, envelopes, null, within);
    for (int i = 0; i < keys.size(); i++) {
      if (!sent.smooth[i]) {
        int place = i;
        Already already = sent.already(i, keys.get(i));
        again(keys.get(i), envelopes.get(i), payloads.get(i), deadline, already, within, later -> envelopes.set(place, later));
      }
    }
  }

  /** Sends each envelope to all its copies at once, if the cache is still in this generation, or any will do. */
  private Sent send(List<EntryKey> keys, List<byte[]> envelopes, @Nullable Version generation, Deadline within) {
    FleetState state = context.keeper.usable(within);
    if (generation != null && !generation.equals(state.view().generationOf(context.cacheName))) {
      return new Sent(state, false, new int[keys.size()], new boolean[keys.size()]);
    }
    @Nullable WriteGroup[] groups = new WriteGroup[state.size()];
    int[] wanted = new int[keys.size()];
    for (int i = 0; i < keys.size(); i++) {
      EntryKey key = keys.get(i);
      EntryHeader header = EntryHeader.read(envelopes.get(i));
      long life = header == null ? Node.NO_EXPIRY : context.timeToLive(state, header);
      int[] targets = Replicas.writable(state, key.encoded());
      wanted[i] = targets.length == 0 ? 1 : targets.length;
      for (int index : targets) {
        WriteGroup group = groups[index];
        if (group == null) {
          group = new WriteGroup(state, index, keys.size());
          groups[index] = group;
        }
        group.add(i, context.wireKey(state, index, key), envelopes.get(i), life);
      }
    }
    List<WriteGroup> all = new ArrayList<>(groups.length);
    for (WriteGroup group : groups) {
      if (group != null) {
        group.submit(within);
        all.add(group);
      }
    }
    all.forEach(group -> group.proceed(within));
    int[] stored = new int[keys.size()];
    boolean smooth = true;
    for (WriteGroup group : all) {
      smooth &= group.collect(stored, within);
    }
    boolean lost = all.stream().anyMatch(group -> group.failure != null && group.failure.mayHaveRun());
    boolean acknowledged = smooth && context.keeper.mayAcknowledge(state, within);
    Sent sent = new Sent(state, lost, stored, new boolean[wanted.length]);
    for (int i = 0; i < wanted.length; i++) {
      sent.smooth[i] = acknowledged && stored[i] >= wanted[i];
    }
    return sent;
  }

  /** The same version as long as any copy may have it: a write that was seen once must not come back after another. */
  private void again(
      EntryKey key, byte[] envelope, byte[] payload, long deadline, Already already, Deadline within, Consumer<byte[]> sent) {
    EntryHeader header = EntryHeader.read(envelope);
    if (header == null || writes.spread(key, envelope, header, already, new Failures(context.time), within) == Spread.REFUSED) {
      try {
        writes.put(key, payload, deadline, within);
      } catch (FleetUnavailableException e) {
        byte[] later = e.unwritten();
        if (later != null) {
          sent.accept(later);
        }
        throw e;
      }
    }
  }

  /** How far writing many has come. */
  static final class Progress {
    /** So many, from the first on, are done. */
    int done;

    /** The envelopes of those behind that may have been sent. */
    List<byte[]> sent = List.of();
  }

  /** How sending many at once went. */
  private final class Sent {
    final FleetState state;

    /** Whether some copy may have taken what it did not confirm. */
    final boolean lost;

    final int[] stored;

    /** Which of them are done. */
    final boolean[] smooth;

    Sent(FleetState state, boolean lost, int[] stored, boolean[] smooth) {
      this.state = state;
      this.lost = lost;
      this.stored = stored;
      this.smooth = smooth;
    }

    Already already(int i, EntryKey key) {
      if (!context.isVersioned(state) && stored[i] > 0) {
        Version generation = state.view().generationOf(context.cacheName);
        return new Already(state, Replicas.writable(state, key.encoded())[0], true, generation);
      }
      return stored[i] == 0 && !lost ? Already.NOWHERE : Already.MAYBE;
    }
  }

  /** Which of a call's keys are a group's, in their order. */
  private static final class Places {
    private final int[] places;
    private int count;

    Places(int most) {
      places = new int[most];
    }

    void add(int place) {
      places[count++] = place;
    }

    int get(int i) {
      return places[i];
    }

    int size() {
      return count;
    }
  }

  /** The keys that one node is read for. */
  private final class ReadGroup {
    private final FleetState state;
    private final int index;
    private final Places places;
    private final List<byte[]> wireKeys;
    private List<Pending<ReadReply>> reading = List.of();
    private long sent;

    ReadGroup(FleetState state, int index, int most) {
      this.state = state;
      this.index = index;
      this.places = new Places(most);
      this.wireKeys = new ArrayList<>(most);
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
    private final Places places;
    private final List<byte[]> wireKeys;
    private final List<byte[]> envelopes;
    private final long[] lives;
    private List<Pending<ReadReply>> looking = List.of();
    private List<Pending<WriteReply>> writing = List.of();
    private final long sent = context.time.nanos();
    private @Nullable NodeException failure;

    /** Which of the group's entries were sent; under a token only those that would win. */
    private boolean[] omitted = new boolean[0];

    WriteGroup(FleetState state, int index, int most) {
      this.state = state;
      this.index = index;
      this.places = new Places(most);
      this.wireKeys = new ArrayList<>(most);
      this.envelopes = new ArrayList<>(most);
      this.lives = new long[most];
    }

    void add(int place, byte[] wireKey, byte[] envelope, long life) {
      lives[places.size()] = life;
      places.add(place);
      wireKeys.add(wireKey);
      envelopes.add(envelope);
    }

    void submit(Deadline within) {
      Node node = state.node(index).node();
      omitted = new boolean[places.size()];
      if (context.isVersioned(state) && !node.capabilities().ifNewer() && node.capabilities().conditionalWrites()) {
        looking = node.readAll(wireKeys, within);
        return;
      }
      boolean compare = context.isVersioned(state) && node.capabilities().ifNewer();
      List<NodeWrite> batch = new ArrayList<>(places.size());
      for (int i = 0; i < places.size(); i++) {
        batch.add(
            compare
                ? NodeWrite.ifNewer(wireKeys.get(i), envelopes.get(i), lives[i])
                : NodeWrite.always(wireKeys.get(i), envelopes.get(i), lives[i]));
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
        return NodeWrite.ifAbsent(wireKeys.get(i), envelopes.get(i), lives[i]);
      }
      EntryHeader there = EntryHeader.read(value);
      EntryHeader mine = EntryHeader.read(envelopes.get(i));
      if (token == null || there == null || mine == null || !mine.version().isAfter(there.version())) {
        return null;
      }
      return NodeWrite.ifMatches(wireKeys.get(i), envelopes.get(i), token, lives[i]);
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
        if (!again || (!context.isVersioned(state) && failure.mayHaveRun())) {
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
