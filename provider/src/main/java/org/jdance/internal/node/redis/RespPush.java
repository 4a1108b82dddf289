package org.jdance.internal.node.redis;

/** What a server says without having been asked. */
final class RespPush {

  private final Object[] items;

  RespPush(Object[] items) {
    this.items = items;
  }

  Object[] items() {
    return items;
  }
}
