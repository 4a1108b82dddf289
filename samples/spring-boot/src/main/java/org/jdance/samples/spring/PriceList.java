package org.jdance.samples.spring;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Service;

/** Slow look-ups behind Spring's annotations. */
@Service
public class PriceList {

  private final AtomicInteger lookups = new AtomicInteger();

  /** Looked up once, however many threads ask at the same time: {@code sync} runs this method inside an entry processor. */
  @Cacheable(cacheNames = "prices", sync = true)
  public Price price(String article) {
    lookups.incrementAndGet();
    return new Price(new BigDecimal(article.length()).movePointLeft(2), Price.Currency.EUR, Instant.EPOCH);
  }

  /** A null is an answer too, and is kept; two arguments make a key of Spring's own. */
  @Cacheable(cacheNames = "discounts")
  public @Nullable Integer discount(String article, int pieces) {
    lookups.incrementAndGet();
    return pieces < 10 ? null : pieces / 10;
  }

  @CacheEvict(cacheNames = "prices")
  public void changed(String article) {}

  @CacheEvict(cacheNames = "prices", allEntries = true)
  public void allChanged() {}

  /** How often this method's neighbours were really run. */
  public int lookups() {
    return lookups.get();
  }
}
