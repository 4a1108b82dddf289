package org.jdance.internal.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jdance.internal.client.placement.PhpDancePlacement;
import org.jspecify.annotations.Nullable;

/** Makes a fleet of settings whose values are well-formed, and reports what does not go together. */
final class FleetMaker {

  private final EffectiveSettings effective;
  private final Problems problems;

  FleetMaker(EffectiveSettings effective, Problems problems) {
    this.effective = effective;
    this.problems = problems;
  }

  /** The fleet, which is to be used only if nothing was reported. */
  FleetSettings make(List<NodeSettings> configured) {
    List<NodeSettings> nodes = withCredentials(configured);
    int redundancy = redundancy(nodes.size());
    PlacementRule rule = placement(nodes, redundancy);
    checkDurable(nodes);
    checkEvents(nodes);
    checkTimes();
    TlsMaterial material = new TlsMaterial();
    SSLContext tls = tls(nodes, material);
    return new FleetSettings(
        nodes,
        effective.get(ConfigurationKeys.NAMESPACE),
        redundancy,
        rule,
        Words.of(Encoding.class, effective.get(ConfigurationKeys.ENCODING)),
        effective.get(ConfigurationKeys.CONNECT_TIMEOUT),
        effective.get(ConfigurationKeys.TIMEOUT),
        effective.get(ConfigurationKeys.DURABLE),
        effective.get(ConfigurationKeys.LEASE),
        effective.get(ConfigurationKeys.GIVE_UP),
        effective.get(ConfigurationKeys.MAX_SKEW),
        tls,
        material.fingerprint());
  }

  private int redundancy(int nodes) {
    Optional<Long> configured = effective.get(ConfigurationKeys.REDUNDANCY);
    if (configured.isEmpty()) {
      return Math.min(2, nodes);
    }
    int redundancy = Math.toIntExact(configured.get());
    if (redundancy > nodes) {
      String written = effective.managerWide(ConfigurationKeys.REDUNDANCY).map(Setting::shownValue).orElse("");
      problems.error("The value \"" + written + "\" of " + subject(ConfigurationKeys.REDUNDANCY) + " asks for more copies than the fleet"
          + " has nodes (" + nodes + "). Each copy is on a node of its own: lower it or add nodes.");
    }
    return redundancy;
  }

  private PlacementRule placement(List<NodeSettings> nodes, int redundancy) {
    PlacementRule rule = Words.of(PlacementRule.class, effective.get(ConfigurationKeys.PLACEMENT));
    if (rule != PlacementRule.PHPDANCE) {
      return rule;
    }
    String subject = "The value phpdance of " + subject(ConfigurationKeys.PLACEMENT);
    nodes.stream().filter(node -> node.kind() != NodeKind.SHAREDANCE).findFirst().ifPresent(node ->
        problems.error(subject + " is the rule of a client of Sharedance, but node " + node.name() + " is " + node.kind().words()
            + ". Use placement rendezvous, or Sharedance nodes only."));
    nodes.stream().filter(node -> !node.zone().isEmpty()).findFirst().ifPresent(node ->
        problems.error(subject + " knows no zones, but node " + node.name() + " has one. Remove the zones, or use placement rendezvous."));
    String objection = PhpDancePlacement.objection(nodes.stream().map(NodeSettings::weight).toList(), redundancy);
    if (!objection.isEmpty()) {
      problems.error(subject + " is not possible here: " + objection + " Change weights or redundancy, or use placement rendezvous.");
    }
    boolean raw = effective.values(ConfigurationKeys.ENCODING).contains("raw");
    if (!raw) {
      problems.warn(subject + " finds what PHP finds, but no cache has encoding raw, without which PHP reads none of the entries.");
    }
    return rule;
  }

  private void checkDurable(List<NodeSettings> nodes) {
    if (effective.get(ConfigurationKeys.DURABLE)) {
      nodes.stream().filter(node -> node.kind() == NodeKind.MEMCACHED).findFirst().ifPresent(node ->
          effective.managerWide(ConfigurationKeys.DURABLE).ifPresent(setting ->
              problems.error(setting.subject() + " says that the servers lose nothing when they restart, but node " + node.name()
                  + " is memcached, which loses everything. Remove the key.")));
    }
  }

  /** All servers must carry them: each change is told by the one that decides on it. */
  private void checkEvents(List<NodeSettings> nodes) {
    Optional<NodeSettings> other = nodes.stream().filter(node -> node.kind() != NodeKind.REDIS).findFirst();
    if (other.isPresent()) {
      Stream.concat(effective.managerWide(ConfigurationKeys.EVENTS).stream(), effective.perCache().stream())
          .filter(setting -> setting.key().equals(ConfigurationKeys.EVENTS) && setting.text().equals("cluster"))
          .forEach(setting ->
              problems.error(setting.subject() + " has the value cluster, but node " + other.get().name() + " is " + other.get().kind().words()
                  + ", which carries no events between JVMs; Redis and Valkey do. Allowed here: local."));
    }
  }

  private void checkTimes() {
    if (effective.get(ConfigurationKeys.TIMEOUT).compareTo(effective.get(ConfigurationKeys.LEASE)) <= 0) {
      problems.warn("The timeout (" + effective.get(ConfigurationKeys.TIMEOUT) + ") is not longer than the lease ("
          + effective.get(ConfigurationKeys.LEASE) + "): writes fail while a server that was lost is waited for.");
    }
  }

  // Credentials

  private List<NodeSettings> withCredentials(List<NodeSettings> configured) {
    @Nullable String user = credential(ConfigurationKeys.USER, configured);
    @Nullable String password = credential(ConfigurationKeys.PASSWORD, configured);
    Contradictions contradictions = new Contradictions();
    List<NodeSettings> nodes = new ArrayList<>();
    for (NodeSettings node : configured) {
      if (node.kind() == NodeKind.SHAREDANCE) {
        if (node.password() != null) {
          problems.error("Node " + node.name() + " has user info in its URI, but Sharedance knows no authentication. Remove it.");
        }
        nodes.add(node);
        continue;
      }
      NodeSettings complete = node.withCredentials(
          contradictions.check(ConfigurationKeys.USER, node.user(), user),
          contradictions.check(ConfigurationKeys.PASSWORD, node.password(), password));
      String objection = objection(complete);
      if (!objection.isEmpty()) {
        problems.error("Node " + node.name() + " " + objection);
      }
      nodes.add(complete);
    }
    return nodes;
  }

  private static boolean hasWhiteSpace(String text) {
    return text.chars().anyMatch(Character::isWhitespace);
  }

  private @Nullable String credential(ConfigurationKey<Optional<String>> key, List<NodeSettings> nodes) {
    Optional<Setting> setting = effective.managerWide(key);
    if (setting.isEmpty()) {
      return null;
    }
    if (nodes.stream().allMatch(node -> node.kind() == NodeKind.SHAREDANCE)) {
      problems.misplaced(setting.get().origin(), setting.get().subject() + " does not apply: Sharedance knows no authentication. Remove"
          + " the key.");
      return null;
    }
    String text = effective.get(key).orElse("");
    if (text.isEmpty()) {
      problems.error("The value of " + setting.get().subject() + " is empty.");
    }
    return text;
  }

  private static String objection(NodeSettings node) {
    if (node.user() != null && node.password() == null) {
      return "has a user without a password. Give the key password too.";
    }
    if (node.kind() == NodeKind.MEMCACHED && node.password() != null) {
      if (node.user() == null) {
        return "is memcached, which wants a user beside the password. Give the key user too.";
      }
      if (hasWhiteSpace(node.user()) || hasWhiteSpace(node.password())) {
        return "is memcached, whose user and password cannot contain white space. Change them.";
      }
    }
    return "";
  }

  /** Says once for each key that a URI says something else. */
  private final class Contradictions {
    private final List<ConfigurationKey<?>> said = new ArrayList<>();

    private @Nullable String check(ConfigurationKey<?> key, @Nullable String ofUri, @Nullable String ofKey) {
      if (ofUri == null || ofKey == null || Objects.equals(ofUri, ofKey)) {
        return ofUri == null ? ofKey : ofUri;
      }
      Optional<Setting> setting = effective.managerWide(key);
      if (setting.isPresent() && !said.contains(key)) {
        said.add(key);
        problems.misplaced(setting.get().origin(), setting.get().subject() + " contradicts the user info in the URI of a node. Keep one of"
            + " them.");
      }
      return ofUri;
    }
  }

  // TLS

  private @Nullable SSLContext tls(List<NodeSettings> nodes, TlsMaterial material) {
    boolean needed = nodes.stream().anyMatch(NodeSettings::tls);
    material(ConfigurationKeys.TLS_TRUST, needed, material::trust);
    material(ConfigurationKeys.TLS_KEY, needed, material::key);
    if (!needed) {
      return null;
    }
    try {
      return material.context();
    } catch (InvalidValueException e) {
      problems.error("The JVM's own TLS configuration " + e.reason() + ". Check its system properties javax.net.ssl.*, or set "
          + ConfigurationKeys.PREFIX + ConfigurationKeys.TLS_TRUST.name() + ".");
      return null;
    }
  }

  private void material(ConfigurationKey<Optional<String>> key, boolean needed, Consumer<String> use) {
    Optional<Setting> setting = effective.managerWide(key);
    if (setting.isEmpty()) {
      return;
    }
    if (!needed) {
      problems.misplaced(setting.get().origin(), setting.get().subject() + " does not apply: no node is connected to by TLS. Remove the"
          + " key, or write rediss://, valkeys:// or memcacheds://.");
      return;
    }
    try {
      use.accept(effective.get(key).orElse(""));
    } catch (InvalidValueException e) {
      problems.error("The value of " + setting.get().subject() + " " + e.reason() + ".");
    }
  }

  private String subject(ConfigurationKey<?> key) {
    return effective.managerWide(key).map(Setting::subject).orElse(SafeText.quote(key.name()));
  }
}
