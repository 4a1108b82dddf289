package org.jdance.samples.hibernate;

import jakarta.persistence.Cacheable;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.util.LinkedHashSet;
import java.util.Set;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.jspecify.annotations.Nullable;

/** Who delivers products: seldom changed, so the looser strategy is enough. The list of products is a cache entry of its own. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.NONSTRICT_READ_WRITE)
public class Supplier {

  @Id private long id;
  private String name = "";

  @ManyToOne private @Nullable Country country;

  @OneToMany(mappedBy = "supplier", cascade = CascadeType.PERSIST)
  @Cache(usage = CacheConcurrencyStrategy.NONSTRICT_READ_WRITE)
  private Set<Product> products = new LinkedHashSet<>();

  /** For Hibernate. */
  protected Supplier() {}

  public Supplier(long id, String name, Country country) {
    this.id = id;
    this.name = name;
    this.country = country;
  }

  public long id() {
    return id;
  }

  public String name() {
    return name;
  }

  public void name(String newName) {
    this.name = newName;
  }

  public @Nullable Country country() {
    return country;
  }

  public Set<Product> products() {
    return products;
  }
}
