package org.jdance.tck;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdance.testing.Binary;

/**
 * What this machine has of what the topologies need.
 *
 * @param missing the program that would have to be installed, for each kind of server that cannot be started here
 * @param required whether a missing program is a failure and not only a reason to skip
 */
record Surroundings(Map<ServerKind, String> missing, boolean required) {

  /** How a line about something that did not run begins. */
  static final String SKIPPED = Binary.SKIPPED;

  static Surroundings here() {
    Map<ServerKind, String> missing = new EnumMap<>(ServerKind.class);
    for (ServerKind kind : ServerKind.values()) {
      kind.missingProgram().ifPresent(program -> missing.put(kind, program));
    }
    return new Surroundings(missing, Binary.isRequired());
  }

  /** Why the topology cannot be tested here, in a sentence; empty if it can. */
  Optional<String> obstacle(Topology topology) {
    List<String> programs =
        topology.template().servers().stream().map(UriTemplate.Server::kind).filter(missing::containsKey).map(missing::get).distinct().toList();
    return programs.isEmpty()
        ? Optional.empty()
        : Optional.of("TCK topology " + topology.name() + ": not installed here: " + String.join(", ", programs) + ".");
  }
}
