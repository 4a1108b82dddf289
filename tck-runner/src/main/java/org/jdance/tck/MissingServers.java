package org.jdance.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps Surefire from running topologies whose servers cannot be started here, and says so. */
public final class MissingServers {

  private static final String EVERY_TEST = "**/*\n";

  private MissingServers() {}

  /**
   * Run by the build before all topologies.
   *
   * @param args the runner's pom, the directory to write a file for each topology to, with the patterns of the test classes that it leaves out
   * @throws IOException if a file cannot be read or written
   * @throws IllegalStateException if a server is missing although all are required
   */
  public static void main(String[] args) throws IOException {
    Surroundings here = Surroundings.here();
    List<String> skips = leaveOut(Topology.of(Path.of(args[0])), here, Path.of(args[1]));
    skips.forEach(skip -> System.out.println(Surroundings.SKIPPED + skip));
    if (!skips.isEmpty() && here.required()) {
      throw new IllegalStateException("All servers are required here, but programs are not installed: " + String.join(" ", skips));
    }
  }

  /** Writes the files; why topologies are left out, a sentence for each. */
  static List<String> leaveOut(List<Topology> topologies, Surroundings surroundings, Path directory) throws IOException {
    Files.createDirectories(directory);
    List<String> skips = new ArrayList<>();
    for (Topology topology : topologies) {
      Optional<String> obstacle = surroundings.obstacle(topology);
      obstacle.ifPresent(skips::add);
      Files.writeString(directory.resolve(topology.name()), obstacle.isPresent() ? EVERY_TEST : "");
    }
    return skips;
  }
}
