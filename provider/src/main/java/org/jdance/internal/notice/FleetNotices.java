package org.jdance.internal.notice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.cache.CacheException;
import org.jdance.internal.base.Deadline;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.view.FleetState;
import org.jdance.internal.client.view.FleetUnavailableException;
import org.jdance.internal.client.view.Member;
import org.jdance.internal.client.view.ViewKeeper;
import org.jdance.internal.entry.Version;
import org.jdance.internal.near.Coherence;
import org.jdance.internal.node.NodeException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the near caches of one fleet and namespace coherent: one channel to each server, and one thread that watches the view with them.
 *
 * <p>Changes are heard while the channel of every server that is not out is up: then whatever is acknowledged was told. The view is a key like
 * any other, so that its change is told too; after it, and after anything else that could have been missed, all entries are looked after. Threads
 * and channels begin with the first near cache and end with the last.
 */
public final class FleetNotices implements AutoCloseable {

  /**
   * Signs of life are asked for so many times within the shortest bound of staleness, and waited for twice as long as they are apart: what is left
   * of the bound is for threads that do not run in time on a busy machine.
   */
  private static final int SIGNS_WITHIN_BOUND = 8;

  private static final Duration LONGEST_QUIET = Duration.ofSeconds(1);
  private static final Duration VIEW_PATIENCE = Duration.ofSeconds(1);
  private static final long JOIN_MILLIS = 2_000;

  private final String namespace;
  private final ViewKeeper keeper;
  private final NoticeFactory factory;
  private final TimeSource time;
  private final Audience audience;
  private final List<Consumer<byte[]>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong shortestBoundNanos = new AtomicLong(Long.MAX_VALUE);

  /** Guards what follows. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition somethingNew = lock.newCondition();
  private final Map<String, NodeChannel> channels = new HashMap<>();
  private Set<String> required = Set.of();
  private @Nullable Version viewEpoch;
  private @Nullable Thread watcher;
  private boolean pressing;
  private boolean heard;
  private boolean closed;

  /** Nothing is heard until a near cache wants to. */
  public FleetNotices(String namespace, ViewKeeper keeper, NoticeFactory factory, TimeSource time) {
    this.namespace = namespace;
    this.keeper = keeper;
    this.factory = factory;
    this.time = time;
    this.audience = new Audience(namespace);
  }

  /** From now on this near cache of that cache hears of changes. */
  public void add(String cache, Coherence coherence) {
    lock.lock();
    try {
      if (closed) {
        throw new CacheException("Cache " + cache + ": the connections to its servers are closed.");
      }
      audience.add(cache, coherence);
      shortestBoundNanos.accumulateAndGet(coherence.maxStaleness().toNanos(), Math::min);
      if (heard) {
        coherence.established();
        coherence.heardUntil(time.nanos());
      }
      begin();
    } finally {
      lock.unlock();
    }
  }

  /** From now on this listener hears the messages of other JVMs; answers what ends that. */
  public Runnable hear(Consumer<byte[]> listener) {
    lock.lock();
    try {
      listeners.add(listener);
      begin();
    } finally {
      lock.unlock();
    }
    return () -> listeners.remove(listener);
  }

  /** Under the lock. */
  private void begin() {
    if (watcher == null && !closed) {
      Thread thread = Threads.named("jdance-near-view-" + namespace, this::watch);
      watcher = thread;
      thread.start();
    }
  }

  /** It does not any more. */
  public void remove(String cache, Coherence coherence) {
    audience.remove(cache, coherence);
    coherence.lost(time.nanos());
  }

  @Override
  public void close() {
    List<NodeChannel> ending;
    Thread thread;
    lock.lock();
    try {
      closed = true;
      ending = List.copyOf(channels.values());
      thread = watcher;
      somethingNew.signalAll();
    } finally {
      lock.unlock();
    }
    ending.forEach(NodeChannel::close);
    try {
      if (thread != null) {
        thread.interrupt();
        thread.join(JOIN_MILLIS);
      }
      for (NodeChannel channel : ending) {
        channel.join(JOIN_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    while (true) {
      FleetState state = null;
      try {
        state = keeper.usable(Deadline.after(time, VIEW_PATIENCE));
      } catch (FleetUnavailableException | NodeException e) {
        // No server tells what the view is; what the channels say is all there is.
      }
      lock.lock();
      try {
        if (closed) {
          return;
        }
        if (state != null) {
          follow(state);
        }
        settle();
        if (!pressing) {
          somethingNew.awaitNanos(owner.quiet().toNanos());
        }
        pressing = false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } finally {
        lock.unlock();
      }
    }
  }

  /** Under the lock: what another view means. */
  private void follow(FleetState state) {
    Version epoch = state.view().epoch();
    if (epoch.equals(viewEpoch)) {
      return;
    }
    viewEpoch = epoch;
    Set<String> needed = new HashSet<>();
    Set<String> known = new HashSet<>();
    for (Member member : state.view().members()) {
      String key = member.name() + " " + member.address();
      known.add(key);
      if (!member.isOut()) {
        needed.add(key);
      }
      if (!channels.containsKey(key)) {
        NodeChannel channel = new NodeChannel(member, factory, time, owner);
        channels.put(key, channel);
        channel.start();
      }
    }
    List<String> gone = new ArrayList<>(channels.keySet());
    gone.removeAll(known);
    for (String key : gone) {
      NodeChannel channel = channels.remove(key);
      if (channel != null) {
        channel.close();
      }
    }
    required = needed;
    audience.forEach(Coherence::allChanged);
  }

  /** Under the lock: whether all is heard that has to be. */
  private void settle() {
    boolean all = !required.isEmpty();
    long lastHeard = time.nanos();
    for (String key : required) {
      NodeChannel channel = channels.get(key);
      if (channel == null || !channel.isHeard()) {
        all = false;
      }
      if (channel != null && channel.lastHeard() - lastHeard < 0) {
        lastHeard = channel.lastHeard();
      }
    }
    if (all && !heard) {
      heard = true;
      audience.forEach(Coherence::established);
    } else if (!all && heard) {
      heard = false;
      long last = lastHeard;
      audience.forEach(coherence -> coherence.lost(last));
    }
    if (heard) {
      long until = lastHeard;
      audience.forEach(coherence -> coherence.heardUntil(until));
    }
  }

  private final NodeChannel.Owner owner = new Hub();

  /** What the channels' threads bring. */
  private final class Hub implements NodeChannel.Owner {

    @Override
    public void heard(NodeChannel channel) {
      changedState();
    }

    @Override
    public void lost(NodeChannel channel) {
      changedState();
    }

    @Override
    public void alive() {
      lock.lock();
      try {
        settle();
      } finally {
        lock.unlock();
      }
    }

    private void changedState() {
      lock.lock();
      try {
        settle();
        pressing = true;
        somethingNew.signalAll();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void changed(byte[] key) {
      if (audience.isView(key)) {
        audience.forEach(Coherence::allChanged);
        lock.lock();
        try {
          pressing = true;
          somethingNew.signalAll();
        } finally {
          lock.unlock();
        }
      } else {
        audience.changed(key);
      }
    }

    @Override
    public void allChanged() {
      audience.forEach(Coherence::allChanged);
    }

    @Override
    public void told(byte[] message) {
      listeners.forEach(listener -> listener.accept(message));
    }

    @Override
    public Duration quiet() {
      Duration quiet = Duration.ofNanos(shortestBoundNanos.get()).dividedBy(SIGNS_WITHIN_BOUND);
      return quiet.compareTo(LONGEST_QUIET) < 0 ? quiet : LONGEST_QUIET;
    }

    @Override
    public Duration patience() {
      return quiet().multipliedBy(2);
    }
  }
}
