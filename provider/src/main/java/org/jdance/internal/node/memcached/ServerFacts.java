package org.jdance.internal.node.memcached;

/**
 * What a server said of itself.
 *
 * @param itemBytes the largest item that it keeps
 * @param conditionalWrites whether it gives tokens
 * @param evicts whether it drops what was not used for longest when its memory is full, without a sign
 */
record ServerFacts(ServerVersion version, int itemBytes, boolean conditionalWrites, boolean evicts) {}
