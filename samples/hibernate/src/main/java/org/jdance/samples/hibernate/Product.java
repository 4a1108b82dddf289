package org.jdance.samples.hibernate;

import jakarta.persistence.Cacheable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.NaturalIdCache;
import org.jspecify.annotations.Nullable;

/** What the shop sells: often changed, so it is cached read-write; also found by its natural id, the article number. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
@NaturalIdCache
public class Product {

  @Id private UUID id = UUID.randomUUID();
  @NaturalId private String article = "";
  @Version private int version;
  private String name = "";
  private BigDecimal price = BigDecimal.ZERO;
  private LocalDate since = LocalDate.EPOCH;
  private Instant changed = Instant.EPOCH;
  @Enumerated(EnumType.STRING) private Condition condition = Condition.NEW;
  @Embedded private Size size = new Size();
  private byte[] picture = {};

  @ManyToOne(fetch = FetchType.LAZY)
  private @Nullable Supplier supplier;

  @ElementCollection
  @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
  private Set<String> tags = new TreeSet<>();

  /** For Hibernate. */
  protected Product() {}

  public Product(String article, String name, BigDecimal price, Supplier supplier) {
    this.article = article;
    this.name = name;
    this.price = price;
    this.supplier = supplier;
    this.size = new Size(40, 30, 20);
    this.tags.add("shelf");
  }

  public UUID id() {
    return id;
  }

  public String article() {
    return article;
  }

  public String name() {
    return name;
  }

  public BigDecimal price() {
    return price;
  }

  public void price(BigDecimal newPrice, Instant now) {
    this.price = newPrice;
    this.changed = now;
  }

  public Size size() {
    return size;
  }

  public Condition condition() {
    return condition;
  }

  public @Nullable Supplier supplier() {
    return supplier;
  }

  public Set<String> tags() {
    return tags;
  }

  @Override
  public String toString() {
    return name + " (" + article + "), " + since + ", changed " + changed + ", version " + version + ", picture of " + picture.length + " bytes";
  }
}
