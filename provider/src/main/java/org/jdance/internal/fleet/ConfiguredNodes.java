package org.jdance.internal.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.client.keys.WireKeys;
import org.jdance.internal.client.view.FleetOptions;
import org.jdance.internal.client.view.Member;
import org.jdance.internal.client.view.NodeFactory;
import org.jdance.internal.config.FleetSettings;
import org.jdance.internal.config.NodeKind;
import org.jdance.internal.config.NodeSettings;
import org.jdance.internal.node.Node;
import org.jdance.internal.node.NoticeSource;
import org.jdance.internal.node.memcached.MemcachedNode;
import org.jdance.internal.node.redis.RedisNode;
import org.jdance.internal.node.redis.RedisTracking;
import org.jdance.internal.node.sharedance.SharedanceNode;
import org.jdance.internal.transport.ConnectionSettings;
import org.jdance.internal.transport.Endpoint;

/**
 * The nodes of a view with this client's addresses and credentials, by name. A node that the view has and the configuration has not is connected with
 * those of the first configured one of its kind.
 */
final class ConfiguredNodes implements NodeFactory {

  private final FleetSettings settings;
  private final TimeSource time;

  ConfiguredNodes(FleetSettings settings, TimeSource time) {
    this.settings = settings;
    this.time = time;
  }

  /** The nodes as the first view of a fleet has them. */
  static List<Member> members(FleetSettings settings) {
    return settings.nodes().stream().map(ConfiguredNodes::member).toList();
  }

  private static Member member(NodeSettings node) {
    String scheme = node.kind().name().toLowerCase(Locale.ROOT) + (node.tls() ? "s" : "");
    String host = node.host().indexOf(':') >= 0 ? "[" + node.host() + "]" : node.host();
    return FleetOptions.member(node.name(), scheme + "://" + host + ":" + node.port(), node.weight(), node.zone());
  }

  @Override
  public Node create(Member member) {
    return with(member, this::create);
  }

  /** Whether all servers of a fleet tell of changes of their own accord. */
  static boolean tellOfChanges(FleetSettings settings) {
    return settings.nodes().stream().allMatch(node -> node.kind() == NodeKind.REDIS);
  }

  /** What a server tells of changes in this fleet's namespace. */
  NoticeSource notices(Member member) throws IOException {
    try {
      return with(
          member,
          (kind, endpoint, credentials) -> {
            if (kind != NodeKind.REDIS) {
              throw new UncheckedIOException(new IOException("it is no Redis server"));
            }
            try {
              return new RedisTracking(endpoint, connection(credentials), WireKeys.namespacePrefix(settings.namespace()), WireKeys.events(settings.namespace()));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private <T> T with(Member member, Maker<T> maker) {
    for (NodeSettings node : settings.nodes()) {
      // A client behind a proxy knows the same servers under other addresses, by the same names.
      if (node.name().equals(member.name())) {
        return maker.make(node.kind(), new Endpoint(member.name(), node.host(), node.port(), node.tls()), node);
      }
    }
    URI address = URI.create(member.address());
    boolean tls = !address.getScheme().equals("redis") && address.getScheme().endsWith("s");
    NodeKind kind =
        NodeKind.valueOf((tls ? address.getScheme().substring(0, address.getScheme().length() - 1) : address.getScheme()).toUpperCase(Locale.ROOT));
    NodeSettings like =
        settings.nodes().stream().filter(node -> node.kind() == kind).findFirst().orElse(settings.nodes().get(0));
    String host = address.getHost().startsWith("[") ? address.getHost().substring(1, address.getHost().length() - 1) : address.getHost();
    return maker.make(kind, new Endpoint(member.name(), host, address.getPort(), tls), like);
  }

  private ConnectionSettings connection(NodeSettings credentials) {
    return new ConnectionSettings(settings.connectTimeout(), credentials.user(), credentials.password(), settings.tls(), time);
  }

  /** Makes something that talks to a server. */
  @FunctionalInterface
  private interface Maker<T> {

    /** Makes it. */
    T make(NodeKind kind, Endpoint endpoint, NodeSettings credentials);
  }

  private Node create(NodeKind kind, Endpoint endpoint, NodeSettings credentials) {
    ConnectionSettings connection = connection(credentials);
    return switch (kind) {
      case REDIS -> new RedisNode(endpoint, connection);
      case MEMCACHED -> new MemcachedNode(endpoint, connection);
      case SHAREDANCE -> new SharedanceNode(endpoint, connection);
    };
  }

  /** A node whose keys go to the wire as they are. */
  static Node raw(FleetSettings settings, NodeSettings node, TimeSource time) {
    Endpoint endpoint = new Endpoint(node.name(), node.host(), node.port(), node.tls());
    ConnectionSettings connection = new ConnectionSettings(settings.connectTimeout(), node.user(), node.password(), settings.tls(), time);
    return switch (node.kind()) {
      case REDIS -> new RedisNode(endpoint, connection);
      case MEMCACHED -> new MemcachedNode(endpoint, connection);
      case SHAREDANCE -> SharedanceNode.raw(endpoint, connection);
    };
  }
}
