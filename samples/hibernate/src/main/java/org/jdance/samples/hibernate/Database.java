package org.jdance.samples.hibernate;

import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;

/** Opens the shop's session factory. All about the cache is in {@code hibernate.properties} and {@code jdance.properties}. */
public final class Database {

  private Database() {}

  /**
   * Opens a session factory.
   *
   * @param settings what differs from {@code hibernate.properties}, such as the database's URL
   */
  public static SessionFactory open(Map<String, Object> settings) {
    StandardServiceRegistry registry = new StandardServiceRegistryBuilder().applySettings(settings).build();
    boolean opened = false;
    try {
      SessionFactory factory =
          new MetadataSources(registry)
              .addAnnotatedClass(Country.class)
              .addAnnotatedClass(Supplier.class)
              .addAnnotatedClass(Product.class)
              .addAnnotatedClass(Shelf.class)
              .buildMetadata()
              .buildSessionFactory();
      opened = true;
      return factory;
    } finally {
      if (!opened) {
        StandardServiceRegistryBuilder.destroy(registry);
      }
    }
  }
}
