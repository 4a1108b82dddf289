package org.jdance.internal.node.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.entry.EntryHeader;
import org.jdance.internal.entry.EnvelopeMark;
import org.jdance.internal.node.Guard;
import org.jdance.internal.node.KeyPage;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NodeCapabilities;
import org.jdance.internal.node.NodeException;
import org.jdance.internal.node.NodeException.Kind;
import org.jdance.internal.node.NodeOutcome;
import org.jdance.internal.node.NodeToken;
import org.jdance.internal.node.NodeWrite;
import org.jdance.internal.node.ReadReply;
import org.jdance.internal.node.Touch;
import org.jdance.internal.node.WriteCondition;
import org.jdance.internal.node.WriteReply;
import org.jspecify.annotations.Nullable;

/** What a server in memory holds, and its commands; one at a time, as the server's lock sees to. Arrays are copied in and out. */
final class Items {

  private final String server;
  private final NodeCapabilities capabilities;
  private final TimeSource time;
  private final long capacityBytes;
  private final NavigableMap<byte[], Item> items = new TreeMap<>(Arrays::compareUnsigned);
  private long lastWrite;
  private long usedBytes;

  Items(String server, NodeCapabilities capabilities, TimeSource time, long capacityBytes) {
    this.server = server;
    this.capabilities = capabilities;
    this.time = time;
    this.capacityBytes = capacityBytes;
  }

  ReadReply read(byte[] key, Object origin) {
    Item item = live(key);
    if (item == null) {
      return ReadReply.NOT_FOUND;
    }
    long remaining = capabilities.tellsRemainingLife() ? item.remainingAt(time.millis()) : ReadReply.UNKNOWN_LIFE;
    return ReadReply.found(item.value().clone(), token(item, origin), remaining);
  }

  long readMark(byte[] key) {
    Item item = live(key);
    return item == null ? EnvelopeMark.NONE : EnvelopeMark.of(item.value());
  }

  /** Whether the stamp is the guard's. */
  boolean isUnder(Guard guard) {
    Item item = live(guard.key());
    return item != null && Arrays.equals(item.value(), 0, Math.min(item.length(), EnvelopeMark.BYTES), guard.head(), 0, EnvelopeMark.BYTES);
  }

  ReadReply readAndTouch(byte[] key, Touch touch, Object origin) {
    ReadReply before = read(key, origin);
    touch(key, touch);
    return before;
  }

  WriteReply write(NodeWrite write, Object origin) {
    Item found = live(write.key());
    WriteReply against = whatStandsAgainst(write, found, origin);
    if (against != null) {
      return against;
    }
    makeRoom(write, found);
    Item item = new Item(write.value().clone(), ++lastWrite, expiresAt(write.timeToLiveMillis()));
    put(write.key().clone(), item);
    return WriteReply.stored(token(item, origin));
  }

  WriteReply touch(byte[] key, Touch touch) {
    Item item = live(key);
    if (item == null) {
      return WriteReply.of(NodeOutcome.NOT_FOUND);
    }
    byte[] value = item.value();
    if (touch.patch() != null) {
      EntryHeader header = item.header();
      if (header == null || header.isTombstone() || header.isExpiredAt(touch.now())) {
        return WriteReply.against(NodeOutcome.NOT_FOUND, header);
      }
      if (touch.onlyVersion() != null && !touch.onlyVersion().equals(header.version())) {
        return WriteReply.against(NodeOutcome.OTHER_VERSION, header);
      }
      value = value.clone();
      touch.patch().applyTo(value);
    }
    put(key, item.with(value, expiresAt(touch.timeToLiveMillis())));
    return WriteReply.of(NodeOutcome.TOUCHED);
  }

  WriteReply delete(byte[] key) {
    boolean found = live(key) != null;
    remove(key);
    return WriteReply.of(found ? NodeOutcome.DELETED : NodeOutcome.NOT_FOUND);
  }

  WriteReply deleteIfMatches(byte[] key, NodeToken token, Object origin) {
    Item found = live(key);
    WriteReply against = unlessMatches(token, found, origin);
    return against != null ? against : delete(key);
  }

  KeyPage list(byte[] prefix, @Nullable MemoryCursor from, int pageSize) {
    NavigableMap<byte[], Item> rest = from == null ? items.tailMap(prefix, true) : items.tailMap(from.lastKey(), false);
    long now = time.millis();
    List<byte[]> keys = new ArrayList<>();
    int lookedAt = 0;
    for (var entry : rest.entrySet()) {
      byte[] key = entry.getKey();
      if (key.length < prefix.length || !Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length)) {
        break;
      }
      if (!entry.getValue().isGoneAt(now)) {
        keys.add(key.clone());
      }
      if (++lookedAt == pageSize) {
        return new KeyPage(keys, new MemoryCursor(key));
      }
    }
    return new KeyPage(keys, null);
  }

  /** Drops one item, as a server short of memory does. */
  void evict(byte[] key) {
    remove(key);
  }

  /** Drops all; tokens of a server whose tokens are bound to connections begin again, as memcached's do. */
  MemoryImage image() {
    return new MemoryImage(new TreeMap<>(items));
  }

  void restore(MemoryImage image) {
    clear();
    image.items().forEach(this::put);
  }

  void clear() {
    items.clear();
    usedBytes = 0;
    if (capabilities.tokensBoundToConnection()) {
      lastWrite = 0;
    }
  }

  private @Nullable WriteReply whatStandsAgainst(NodeWrite write, @Nullable Item found, Object origin) {
    if (write.condition() instanceof WriteCondition.IfToken condition) {
      return unlessMatches(condition.token(), found, origin);
    }
    if (found == null || write.condition() == WriteCondition.Simple.ALWAYS) {
      return null;
    }
    EntryHeader there = found.header();
    if (write.condition() == WriteCondition.Simple.IF_ABSENT) {
      return WriteReply.against(NodeOutcome.EXISTS, there);
    }
    EntryHeader written = EntryHeader.read(write.value());
    if (there == null || written == null || written.version().isAfter(there.version())) {
      return null;
    }
    boolean same = written.version().equals(there.version());
    return WriteReply.against(same ? NodeOutcome.SAME_VERSION_EXISTS : NodeOutcome.NEWER_EXISTS, there);
  }

  private @Nullable WriteReply unlessMatches(NodeToken token, @Nullable Item found, Object origin) {
    if (found == null) {
      return WriteReply.of(NodeOutcome.NOT_FOUND);
    }
    return token.equals(token(found, origin)) ? null : WriteReply.against(NodeOutcome.TOKEN_MISMATCH, found.header());
  }

  private @Nullable NodeToken token(Item item, Object origin) {
    return capabilities.conditionalWrites() ? new MemoryToken(origin, item.write()) : null;
  }

  private @Nullable Item live(byte[] key) {
    Item item = items.get(key);
    if (item != null && item.isGoneAt(time.millis())) {
      remove(key);
      return null;
    }
    return item;
  }

  private long expiresAt(long timeToLiveMillis) {
    long granularity = capabilities.expiryGranularityMillis();
    long now = time.millis();
    if (!capabilities.keepsExpiry() || timeToLiveMillis >= Node.NO_EXPIRY - now - granularity) {
      return Node.NO_EXPIRY;
    }
    long exact = now + timeToLiveMillis;
    return (exact + granularity - 1) / granularity * granularity;
  }

  private void makeRoom(NodeWrite write, @Nullable Item replaced) {
    long more = growth(write.key(), write.value().length, replaced);
    if (usedBytes + more > capacityBytes) {
      sweep();
    }
    if (usedBytes + more > capacityBytes) {
      throw NodeException.notRun(Kind.REFUSED, server, "the server's memory is full");
    }
  }

  private void sweep() {
    long now = time.millis();
    List<byte[]> gone = new ArrayList<>();
    items.forEach((key, item) -> {
      if (item.isGoneAt(now)) {
        gone.add(key);
      }
    });
    gone.forEach(this::remove);
  }

  private void put(byte[] key, Item item) {
    Item replaced = items.put(key, item);
    usedBytes += growth(key, item.length(), replaced);
  }

  private static long growth(byte[] key, long length, @Nullable Item replaced) {
    return replaced == null ? key.length + length : length - replaced.length();
  }

  private void remove(byte[] key) {
    Item removed = items.remove(key);
    if (removed != null) {
      usedBytes -= key.length + removed.length();
    }
  }
}
