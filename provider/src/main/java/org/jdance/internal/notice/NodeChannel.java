package org.jdance.internal.notice;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.view.Member;
import org.jdance.internal.node.NoticeSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The notices of one server, subscribed to again whenever they were lost. One thread. */
final class NodeChannel implements NoticeSource.Notices {

  private static final Logger LOG = LoggerFactory.getLogger(NodeChannel.class);

  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Who has to know. */
  interface Owner {

    /** Notices of this node are heard from now on. */
    void heard(NodeChannel channel);

    /** They may be missed from now on. */
    void lost(NodeChannel channel);

    /** A node gave a sign of life. */
    void alive();

    /** A key was written, removed or lost. */
    void changed(byte[] key);

    /** Any key may have been. */
    void allChanged();

    /** A message of another JVM. */
    void told(byte[] message);

    /** How long to listen before a sign of life is asked for. */
    Duration quiet();

    /** How long to wait for it. */
    Duration patience();
  }

  private final Member member;
  private final NoticeFactory factory;
  private final TimeSource time;
  private final Owner owner;
  private final Thread thread;
  private volatile @Nullable NoticeSource source;
  private volatile boolean closed;
  private volatile boolean isHeard;
  private volatile long lastHeard;

  NodeChannel(Member member, NoticeFactory factory, TimeSource time, Owner owner) {
    this.member = member;
    this.factory = factory;
    this.time = time;
    this.owner = owner;
    this.thread = Threads.named("jdance-near-" + member.name(), this::run);
  }

  void start() {
    thread.start();
  }

  boolean isHeard() {
    return isHeard;
  }

  /** When the notices surely were heard last, by the monotonic clock. */
  long lastHeard() {
    return lastHeard;
  }

  @Override
  public void changed(byte[] key) {
    owner.changed(key);
  }

  @Override
  public void allChanged() {
    owner.allChanged();
  }

  @Override
  public void told(byte[] message) {
    owner.told(message);
  }

  @Override
  public void notTold(String why) {
    LOG.warn("Node {} does not carry events of other JVMs ({}).", member.name(), why);
  }

  /** Ends it without waiting. */
  void close() {
    closed = true;
    NoticeSource current = source;
    if (current != null) {
      current.close();
    }
    thread.interrupt();
  }

  void join(long millis) throws InterruptedException {
    thread.join(millis);
  }

  private void run() {
    long pause = FIRST_PAUSE_NANOS;
    boolean said = false;
    while (!closed) {
      String why;
      try {
        listen();
        return;
      } catch (IOException | RuntimeException e) {
        why = String.valueOf(e.getMessage());
      }
      boolean wasHeard = isHeard;
      isHeard = false;
      owner.lost(this);
      if (closed) {
        return;
      }
      if (wasHeard || !said) {
        LOG.info("Node {} does not tell of changes now ({}): near caches answer nothing older than near.max-staleness, events of other JVMs are missed.", member.name(), why);
        said = true;
      }
      pause = wasHeard ? FIRST_PAUSE_NANOS : Math.min(2 * pause, LONGEST_PAUSE_NANOS);
      time.pause(pause);
    }
  }

  private void listen() throws IOException {
    try (NoticeSource opened = factory.create(member)) {
      source = opened;
      if (closed) {
        return;
      }
      long asked = time.nanos();
      opened.subscribe(this);
      lastHeard = asked;
      isHeard = true;
      owner.heard(this);
      while (!closed) {
        lastHeard = opened.listen(owner.quiet(), owner.patience(), this);
        owner.alive();
      }
    } finally {
      source = null;
    }
  }
}
