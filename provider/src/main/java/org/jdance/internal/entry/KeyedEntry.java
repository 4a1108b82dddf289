package org.jdance.internal.entry;

/**
 * A key with its entry, as a listing meets them.
 *
 * @param key the key, ready to be handed to the user
 * @param entry the entry, which may be expired
 */
public record KeyedEntry(Object key, StoredEntry entry) {}
