package org.jdance.samples.hibernate;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.TreeSet;
import org.hibernate.Session;
import org.hibernate.SessionFactory;

/** What the shop does with its products, each a transaction. Nothing here knows of a cache but the queries, which say that they may be cached. */
public final class Catalogue {

  /** How many products one supplier delivers at most. */
  public static final int PRODUCTS_OF_A_SUPPLIER = 10;

  private final SessionFactory factory;
  private final Clock clock;

  public Catalogue(SessionFactory factory, Clock clock) {
    this.factory = factory;
    this.clock = clock;
  }

  /** Fills an empty database. */
  public void fill(int products) {
    factory.inTransaction(session -> {
      Country country = new Country("TR", "Turkey");
      session.persist(country);
      Supplier supplier = null;
      for (int i = 0; i < products; i++) {
        if (supplier == null || i % PRODUCTS_OF_A_SUPPLIER == 0) {
          supplier = new Supplier(i, "Bright Lamps", country);
          session.persist(supplier);
        }
        session.persist(new Product(article(i), "lamp " + i, BigDecimal.valueOf(10 + i), supplier));
      }
      session.persist(new Shelf(new Place("north", 1), products));
    });
  }

  /** The number of the article that was filled in as this one. */
  public static String article(int index) {
    return "L-" + index;
  }

  /** One product by its natural id, with all that a page shows of it: tags, supplier, country, and the other products of the supplier. */
  public String page(String article) {
    return factory.fromTransaction(session -> {
      Product product = byArticle(session, article);
      Supplier supplier = product.supplier();
      if (supplier == null || supplier.country() == null) {
        throw new IllegalStateException("article " + article + " has no supplier with a country");
      }
      return product.name() + " " + product.price().toPlainString() + " " + new TreeSet<>(product.tags()) + " by " + supplier.name() + ", "
          + supplier.country().name() + ", one of " + supplier.products().size();
    });
  }

  /** The articles that cost at least so much and are in this condition, by a cached query. */
  public List<String> from(BigDecimal price, Condition condition) {
    return factory.fromTransaction(session -> session
        .createSelectionQuery("from Product p where p.price >= :price and p.condition = :condition order by p.price", Product.class)
        .setParameter("price", price)
        .setParameter("condition", condition)
        .setCacheable(true)
        .getResultList().stream().map(Product::article).toList());
  }

  /** What a product costs. */
  public BigDecimal price(String article) {
    return factory.fromTransaction(session -> byArticle(session, article).price());
  }

  /** Changes what a product costs. */
  public void price(String article, BigDecimal price) {
    factory.inTransaction(session -> byArticle(session, article).price(price, clock.instant()));
  }

  /** Renames all suppliers at once: a bulk update, after which Hibernate empties what it has cached of them. */
  public void renameSuppliers(String suffix) {
    factory.inTransaction(session -> session
        .createMutationQuery("update Supplier set name = concat(name, :suffix)").setParameter("suffix", suffix).executeUpdate());
  }

  /** How much room a shelf has. */
  public int free(Place place) {
    return factory.fromTransaction(session -> session.find(Shelf.class, place).free());
  }

  // What replaces this in Hibernate 7.4 is not in Hibernate 6, which runs this sample too.
  @SuppressWarnings("deprecation")
  private static Product byArticle(Session session, String article) {
    return session.bySimpleNaturalId(Product.class).getReference(article);
  }
}
