package org.jdance.internal.node.redis;

/**
 * What the greeting of a connection found.
 *
 * @param runId which process the server is, or empty if it does not tell
 */
record RedisSession(String runId) {}
