package org.jdance.internal.client;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.figures.FleetFigures;
import org.jdance.internal.entry.DecodedEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what one cache meets on servers that is no entry of it: each is a miss, and a log line now and then. */
final class DecodeCounts {

  private static final Logger LOG = LoggerFactory.getLogger(DecodeCounts.class);

  private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final String cacheName;
  private final FleetFigures figures;
  private final TimeSource time;
  private final LongAdder undecodable = new LongAdder();
  private final LongAdder putOff = new LongAdder();
  private final AtomicLong quietUntil;

  DecodeCounts(String cacheName, FleetFigures figures, TimeSource time) {
    this.figures = figures;
    this.cacheName = cacheName;
    this.time = time;
    this.quietUntil = new AtomicLong(time.nanos());
  }

  void undecodable(String node, DecodedEntry how) {
    undecodable.increment();
    figures.undecodable.increment();
    long now = time.nanos();
    long quiet = quietUntil.get();
    if (now - quiet >= 0 && quietUntil.compareAndSet(quiet, now + QUIET_NANOS)) {
      LOG.warn(
          "Cache {}: node {} holds bytes under an entry's key that are not that entry ({}); they count as absent. {} so far; if another"
              + " application writes there, give this one a jdance.namespace of its own.",
          cacheName, node, how, undecodable.sum());
    }
  }

  void judgementPutOff() {
    putOff.increment();
  }
}
