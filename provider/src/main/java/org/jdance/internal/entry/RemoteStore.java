package org.jdance.internal.entry;

import org.jdance.internal.base.Deadline;

/** A store whose entries are elsewhere, with what a near cache in front of it needs. */
public interface RemoteStore extends EntryStore {

  /**
   * A number that stands for a key in notices of change: the same in every JVM. Two keys may have the same.
   *
   * @throws org.jdance.CacheSerializationException if the key cannot be stored
   */
  int noticeHash(Object key);

  /** What was read, with no more of it than {@link #isLatest}, {@link #touch} and {@link StoredEntry#isSameStateAs} need, and with this payload. */
  StoredEntry kept(StoredEntry entry, Payload payload);

  /** Whether an entry that was read is stored elsewhere by now, so that a change of it will be heard of. */
  boolean isStored(StoredEntry entry);

  /** How many bytes key and value of an entry that was read have as they are stored. */
  int storedBytes(StoredEntry entry);

  /** Whether one entry is a later state of its key than another; both read here, or {@link #kept} made of that. */
  boolean isLater(StoredEntry entry, StoredEntry than);

  /**
   * Whether an entry that was read earlier is still what this store has under the key, with the same deadline: one round trip without the value.
   *
   * @param entry what {@link #read} or {@link #readAll} answered, or {@link #kept} made of it
   */
  boolean isLatest(Object key, StoredEntry entry, Deadline within);
}
