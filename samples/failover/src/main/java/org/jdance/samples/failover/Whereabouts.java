package org.jdance.samples.failover;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many entries each server holds at one moment; null for one that is dead. */
record Whereabouts(List<@Nullable Long> entries) {

  static Whereabouts ask(List<LocalServer> servers) throws IOException {
    List<@Nullable Long> entries = new ArrayList<>();
    for (LocalServer server : servers) {
      entries.add(server.isKilled() ? null : (Long) server.countEntries());
    }
    return new Whereabouts(entries);
  }

  @Nullable Long at(int server) {
    return entries.get(server);
  }
}
