package org.jdance.internal.config;

import java.util.ArrayList;
import java.util.List;

/**
 * What a manager's URI stands for.
 *
 * @param sources what was read for it, later ones win
 * @param embedded whether the URI itself means the embedded store, so that {@code nodes} contradict it
 * @param shown the URI that it ends at, for messages, and how it was come by
 */
record Located(List<ConfigurationSource> sources, boolean embedded, String shown) {

  Located {
    sources = List.copyOf(sources);
  }

  /** This with the options of the URI that led to it. */
  Located with(ConfigurationSource later) {
    List<ConfigurationSource> all = new ArrayList<>(sources);
    all.add(later);
    return new Located(all, embedded, shown);
  }
}
