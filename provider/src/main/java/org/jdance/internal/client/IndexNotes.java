package org.jdance.internal.client;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.client.FleetWrites.Already;
import org.jdance.internal.client.FleetWrites.Spread;
import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.client.view.FleetUnavailableException;
import org.jdance.internal.client.view.View;
import org.jdance.internal.entry.EntryFormat;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.entry.StoredEntry;
import org.jdance.internal.entry.Version;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.Pending;
import org.jdance.internal.node.WriteReply;
import org.jspecify.annotations.Nullable;

/**
 * The pages that this JVM writes: keys are noted beside the write of their entries, both on the wire before a reply is awaited; at most one flight
 * of pages at a time, and behind it gather the keys of all threads, which go together.
 *
 * <p>A page is written whatever is there, since nobody else writes it. If one may not have arrived everywhere its writer is given up: what it was to
 * say goes into pages of a new one, so that whatever arrives late says no less than what was acknowledged, and no writer's pages have a gap.
 */
final class IndexNotes {

  /** How many keys this JVM remembers to have noted; beyond it, some are noted twice. */
  static final int MAX_KNOWN = 200_000;

  private final FleetContext context;
  private final FleetReads reads;
  private final FleetWrites writes;
  private final KeyIndex index;

  /** Guards what is gathering and who is flying; held for no request. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition landed = lock.newCondition();
  private final Deque<byte[]> gathering = new ArrayDeque<>();
  private @Nullable Flight flying;
  private volatile Noted noted;

  IndexNotes(FleetContext context, FleetReads reads, FleetWrites writes, KeyIndex index) {
    this.context = context;
    this.reads = reads;
    this.writes = writes;
    this.index = index;
    this.noted = new Noted(new KeyIndex.Lives(View.FIRST_GENERATION, View.NEVER));
  }

  /** Brings a note of the keys on its way, unless they are noted already; {@link Note#finish} or {@link Note#giveUp} must follow. */
  Note begin(List<EntryKey> keys, Deadline within) {
    FleetState state = context.keeper.usable(within);
    Noted current = current(state);
    boolean renew = mustRenew(state);
    List<byte[]> fresh = null;
    for (EntryKey key : keys) {
      if (!isKnown(current, key.encoded(), renew)) {
        fresh = fresh == null ? new ArrayList<>() : fresh;
        fresh.add(key.encoded());
      }
    }
    if (fresh == null) {
      return current.nothing;
    }
    ensureListed(current, renew, within);
    Note note = new Note(current, fresh, renew);
    note.flight = takeOff(state, current, fresh, within);
    return note;
  }

  /** Adds keys to those that gather; if nothing is flying, all that gather are sent. Pages go into the generation that they were made for only. */
  private @Nullable Flight takeOff(FleetState state, Noted current, Collection<byte[]> fresh, Deadline within) {
    if (!current.lives.equals(KeyIndex.Lives.of(state, context.cacheName))) {
      return null;
    }
    lock.lock();
    Flight flight;
    try {
      gathering.addAll(fresh);
      if (flying != null || !current.listed) {
        return null;
      }
      flight = new Flight(state, current, new ArrayList<>(gathering), current.page, current.number);
      gathering.clear();
      flying = flight;
    } finally {
      lock.unlock();
    }
    boolean sent = false;
    try {
      flight.submit(within);
      sent = true;
    } finally {
      flight.released(sent);
    }
    return flight;
  }

  /** Makes sure that the writer of the pages can be found. */
  private void ensureListed(Noted current, boolean renew, Deadline within) {
    if (!current.listed || (renew && context.time.nanos() - current.listedAt > KeyIndex.RENEW_NANOS)) {
      // To join twice is to join.
      long writer = current.writer;
      index.join(writer, within);
      current.listed(writer);
    }
  }

  private long newWriter() {
    Version unique = context.clock.next();
    return unique.stamp() ^ unique.writer();
  }

  private Noted current(FleetState state) {
    KeyIndex.Lives lives = KeyIndex.Lives.of(state, context.cacheName);
    Noted current = noted;
    if (!current.lives.equals(lives)) {
      // Where pages may be lost, what is noted from now on goes to pages of a new writer, beside those that are left.
      current = new Noted(lives);
      noted = current;
    }
    return current;
  }

  private boolean isKnown(Noted current, byte[] key, boolean renew) {
    Long at = current.known.get(KeyIndex.hash(key));
    return at != null && !(renew && context.time.nanos() - at > KeyIndex.RENEW_NANOS);
  }

  private static boolean mustRenew(FleetState state) {
    for (int i = 0; i < state.size(); i++) {
      if (!state.node(i).node().capabilities().keepsExpiry()) {
        return true;
      }
    }
    return false;
  }

  /** That keys are being noted. */
  final class Note {
    private final Noted of;
    private final List<byte[]> keys;
    private final boolean renew;

    /** The flight that this thread has begun, if it has. */
    private @Nullable Flight flight;

    private Note(Noted of, List<byte[]> keys, boolean renew) {
      this.of = of;
      this.keys = keys;
      this.renew = renew;
    }

    /**
     * Waits until they are noted.
     *
     * @return what they are noted in
     */
    KeyIndex.Lives finish(Deadline within) {
      // Once the cache was cleared these pages are of no use; the caller sees that by the generation.
      for (Flight own = flight; index.isCurrent(of.lives) && !isDone(); own = null) {
        Flight other = own == null ? nextTurn(within) : own;
        if (other != null && other.claim()) {
          other.land(within);
        }
      }
      return of.lives;
    }

    /** Ends what this thread has begun although the entries were not written: others may wait for it. A key that is noted in vain does no harm. */
    void giveUp(Deadline within) {
      Flight own = flight;
      if (own != null && own.claim()) {
        try {
          own.land(within);
        } catch (FleetUnavailableException e) {
          // Whoever relies on it has looked itself.
          return;
        }
      }
    }

    private boolean isDone() {
      for (byte[] key : keys) {
        if (!isKnown(of, key, renew)) {
          return false;
        }
      }
      return true;
    }

    /** A flight that nobody lands yet, a new one if none is under way, or null when one has landed. */
    private @Nullable Flight nextTurn(Deadline within) {
      lock.lock();
      try {
        Flight other = flying;
        if (other != null && other.claimed) {
          long left = within.remainingNanos();
          if (left <= 0 || !landed.await(left, TimeUnit.NANOSECONDS)) {
            throw new Failures(context.time).unavailable("the index of keys was busy");
          }
          return null;
        }
        if (other != null) {
          return other;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Failures(context.time).unavailable("interrupted while the index of keys was busy");
      } finally {
        lock.unlock();
      }
      ensureListed(of, renew, within);
      return takeOff(context.keeper.usable(within), of, keys, within);
    }
  }

  /** Pages on their way to all their copies. */
  private final class Flight {
    private final FleetState state;
    private final Noted of;
    private final long writer;
    private final List<byte[]> keys;
    private final List<byte[]> pages = new ArrayList<>(1);
    private final int firstNumber;
    private final List<Copy> copies = new ArrayList<>(2);
    private final long sent = context.time.nanos();

    /** Whether a thread is busy with it: the one that sends it, then the one that lands it. */
    private boolean claimed = true;

    Flight(FleetState state, Noted of, List<byte[]> gathered, byte[] lastPage, int lastNumber) {
      this.state = state;
      this.of = of;
      this.writer = of.writer;
      Set<ByteBuffer> distinct = new LinkedHashSet<>();
      gathered.forEach(key -> distinct.add(ByteBuffer.wrap(key)));
      this.keys = new ArrayList<>(distinct.size());
      boolean isFull = lastPage.length >= KeyIndex.PAGE_BYTES;
      this.firstNumber = isFull ? lastNumber + 1 : lastNumber;
      byte[] page = isFull ? new byte[0] : lastPage;
      for (ByteBuffer each : distinct) {
        if (page.length >= KeyIndex.PAGE_BYTES) {
          pages.add(page);
          page = new byte[0];
        }
        page = IndexPages.withKey(page, each.array());
        keys.add(each.array());
      }
      pages.add(page);
    }

    /** Sends the pages to all their copies; nothing is thrown before it lands. */
    void submit(Deadline within) {
      for (int i = 0; i < pages.size(); i++) {
        EntryKey key = IndexPages.page(writer, firstNumber + i);
        EntryHeader header = EntryHeader.of(0, context.clock.next(), StoredEntry.ETERNAL);
        byte[] envelope = EntryFormat.encode(header, List.of(), key.encoded(), pages.get(i));
        long life = context.timeToLive(state, header);
        for (int at : Replicas.writable(state, key.encoded())) {
          NodeWrite write = NodeWrite.always(context.wireKey(state, at, key), envelope, life);
          copies.add(new Copy(at, state.node(at).node().write(write, state.guard(), within)));
        }
      }
    }

    /** All of it is sent, and anybody may land it; if it could not be sent nobody will. */
    void released(boolean wasSent) {
      lock.lock();
      try {
        claimed = !wasSent;
        if (!wasSent) {
          of.beginAnew();
          flying = null;
        }
        landed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    /** Whether the calling thread is the one that lands it. */
    boolean claim() {
      lock.lock();
      try {
        boolean mine = !claimed;
        claimed = true;
        return mine;
      } finally {
        lock.unlock();
      }
    }

    /** Waits for the replies; where not all is well the keys go into new pages, by the rules for any entry. */
    void land(Deadline within) {
      boolean done = false;
      int number = firstNumber + pages.size() - 1;
      try {
        done = !copies.isEmpty() && haveArrived(within) && context.keeper.mayAcknowledge(state, within);
        if (!done) {
          long next = newWriter();
          index.join(next, within);
          of.writer = next;
          number = pages.size() - 1;
          for (int i = 0; i < pages.size(); i++) {
            again(IndexPages.page(next, i), pages.get(i), within);
          }
          done = true;
        }
      } finally {
        lock.lock();
        try {
          if (done) {
            of.number = number;
            of.page = pages.get(pages.size() - 1);
            of.add(keys, context.time.nanos());
          } else {
            of.beginAnew();
          }
          flying = null;
          landed.signalAll();
        } finally {
          lock.unlock();
        }
      }
    }

    private void again(EntryKey key, byte[] page, Deadline within) {
      EntryHeader header = EntryHeader.of(0, context.clock.next(), StoredEntry.ETERNAL);
      byte[] envelope = EntryFormat.encode(header, List.of(), key.encoded(), page);
      Failures failures = new Failures(context.time);
      Already inThisGeneration = new Already(null, -1, false, of.lives.generation());
      if (writes.spread(key, envelope, header, inThisGeneration, failures, within) == Spread.REFUSED) {
        throw failures.unavailable("a page of the index of keys was refused");
      }
    }

    private boolean haveArrived(Deadline within) {
      boolean all = true;
      for (Copy copy : copies) {
        try {
          WriteReply reply = copy.writing.await(within.share(2));
          all &= reads.accepted(state, copy.index, reply.stamp(), sent, within);
        } catch (NodeException e) {
          context.keeper.suspect(state, copy.index, e, within);
          all = false;
        }
      }
      return all;
    }
  }

  /** One page on its way to one node. */
  private record Copy(int index, Pending<WriteReply> writing) {}

  /** What this JVM has noted in one generation of the cache, since pages were lost last. The page is used by whoever flies. */
  private final class Noted {
    private final KeyIndex.Lives lives;
    private final Map<Long, Long> known = new ConcurrentHashMap<>();
    private final Note nothing;
    private volatile long writer = newWriter();
    private byte[] page = new byte[0];
    private int number;
    private volatile boolean listed;
    private volatile long listedAt;

    Noted(KeyIndex.Lives lives) {
      this.lives = lives;
      this.nothing = new Note(this, List.of(), false);
    }

    /** Says that this writer was listed, if it is still the present one. */
    private void listed(long of) {
      lock.lock();
      try {
        if (of == writer) {
          listed = true;
          listedAt = context.time.nanos();
        }
      } finally {
        lock.unlock();
      }
    }

    /** With pages of another writer: what became of the last ones is not known. */
    private void beginAnew() {
      writer = newWriter();
      listed = false;
      page = new byte[0];
      number = 0;
    }

    private void add(List<byte[]> keys, long now) {
      if (known.size() > MAX_KNOWN) {
        known.clear();
      }
      keys.forEach(key -> known.put(KeyIndex.hash(key), now));
    }
  }
}
