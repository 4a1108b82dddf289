package org.jdance.samples.hibernate;

import jakarta.persistence.Cacheable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;

/** Where products lie; cached with the fourth of Hibernate's strategies. */
@Entity
@Cacheable
@Cache(usage = CacheConcurrencyStrategy.TRANSACTIONAL)
public class Shelf {

  @EmbeddedId private Place place = new Place("", 0);
  private int free;

  /** For Hibernate. */
  protected Shelf() {}

  public Shelf(Place place, int free) {
    this.place = place;
    this.free = free;
  }

  public Place place() {
    return place;
  }

  public int free() {
    return free;
  }

  public void free(int newFree) {
    this.free = newFree;
  }
}
