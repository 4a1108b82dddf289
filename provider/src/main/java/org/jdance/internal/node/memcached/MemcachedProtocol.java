package org.jdance.internal.node.memcached;

import java.util.function.Consumer;
import org.jdance.internal.transport.ConnectionSettings;
import org.jdance.internal.transport.Greeting;
import org.jdance.internal.transport.Protocol;

/** memcached's text protocol, as the transport needs to know it. */
final class MemcachedProtocol implements Protocol {

  private final String node;
  private final ConnectionSettings settings;
  private final Consumer<ServerFacts> learned;

  MemcachedProtocol(String node, ConnectionSettings settings, Consumer<ServerFacts> learned) {
    this.node = node;
    this.settings = settings;
    this.learned = learned;
  }

  @Override
  public Greeting greeting() {
    return new MemcachedGreeting(node, settings, learned);
  }

  @Override
  public Object newParser() {
    return new ReplyParser();
  }

  @Override
  public long maxReplyBytes() {
    // Each value is held against the server's own limit; this is what as many as one request asks for can have.
    return (long) MemcachedNode.MAX_ITEM_BYTES * MemcachedNode.MAX_KEYS_AT_ONCE;
  }
}
