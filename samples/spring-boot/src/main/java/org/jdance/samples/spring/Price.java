package org.jdance.samples.spring;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;

/** What something costs, and since when; a class of the application's own in the cache. */
public record Price(BigDecimal amount, Currency currency, Instant since) implements Serializable {

  /** What it is paid in. */
  public enum Currency {
    EUR,
    TRY
  }
}
