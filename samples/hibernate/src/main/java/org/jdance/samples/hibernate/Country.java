package org.jdance.samples.hibernate;

import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.Immutable;

/** Where suppliers are: never changed. */
@Entity
@Immutable
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.READ_ONLY)
public class Country {

  @Id private String code = "";
  private String name = "";

  /** For Hibernate. */
  protected Country() {}

  public Country(String code, String name) {
    this.code = code;
    this.name = name;
  }

  public String name() {
    return name;
  }
}
