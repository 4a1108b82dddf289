package org.jdance.samples.hibernate;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.SessionFactory;
import org.jdance.testing.ChildJvm;
import org.jdance.testing.RedisProcess;

/** Two cache servers, and shops that use them with a database and a namespace of their own. */
final class Shops implements AutoCloseable {

  final RedisProcess first = RedisProcess.start();
  final RedisProcess second = RedisProcess.start();
  private final String namespace = "shop-" + UUID.randomUUID();
  private final String database;

  Shops(Path directory) {
    database = "jdbc:h2:file:" + directory.resolve("shop") + ";AUTO_SERVER=TRUE";
    System.setProperty("jdance.nodes", nodes());
    System.setProperty("jdance.namespace", namespace);
  }

  /** The shop in this JVM; one at a time, since Hibernate closes the manager of a URI with the factory that asked for it. */
  SessionFactory open(Map<String, Object> settings) {
    Map<String, Object> all = new java.util.HashMap<>(Map.of("hibernate.connection.url", database));
    all.putAll(settings);
    return Database.open(all);
  }

  /** The shop in a JVM of its own. */
  ChildJvm clerk() {
    ChildJvm clerk = ChildJvm.start(
        List.of("-Djdance.nodes=" + nodes(), "-Djdance.namespace=" + namespace, "-Dorg.jboss.logging.provider=slf4j"),
        Clerk.class.getName(), database);
    clerk.line();
    return clerk;
  }

  static Catalogue catalogue(SessionFactory factory) {
    return new Catalogue(factory, Clock.systemUTC());
  }

  private String nodes() {
    return "redis://" + first.host() + ":" + first.port() + ", redis://" + second.host() + ":" + second.port();
  }

  @Override
  public void close() {
    System.clearProperty("jdance.nodes");
    System.clearProperty("jdance.namespace");
    first.close();
    second.close();
  }
}
