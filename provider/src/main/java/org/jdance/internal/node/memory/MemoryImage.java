package org.jdance.internal.node.memory;

import java.util.NavigableMap;

/** What a {@link MemoryServer} held at one moment, as a dump or a saved directory keeps it. */
public final class MemoryImage {

  private final NavigableMap<byte[], Item> items;

  MemoryImage(NavigableMap<byte[], Item> items) {
    this.items = items;
  }

  NavigableMap<byte[], Item> items() {
    return items;
  }
}
