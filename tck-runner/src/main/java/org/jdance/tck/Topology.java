package org.jdance.tck;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Element;

/**
 * One arrangement of stores that the TCK runs on: a Surefire execution with a {@code jdance.uri}.
 *
 * @param name the id of the execution
 * @param uri the value of {@code jdance.uri}, with placeholders for servers
 */
record Topology(String name, String uri) {

  /**
   * The topologies of the runner's pom. They are read there and not from the reports, so that one whose JVM died before it wrote any is missed.
   */
  static List<Topology> of(Path pom) throws IOException {
    List<Topology> topologies = new ArrayList<>();
    for (Element execution : Xml.below(Xml.read(pom), "execution")) {
      for (Element uri : Xml.below(execution, "jdance.uri")) {
        String id = Xml.below(execution, "id").get(0).getTextContent().strip();
        topologies.add(new Topology(id, uri.getTextContent().strip()));
      }
    }
    return topologies;
  }

  /** What servers there must be. */
  UriTemplate template() {
    return new UriTemplate(uri);
  }

  /** Whether caches by reference are offered here, as they are on the embedded store only, so that their tests must run. */
  boolean storesByReference() {
    return uri.startsWith("jdance:memory");
  }
}
