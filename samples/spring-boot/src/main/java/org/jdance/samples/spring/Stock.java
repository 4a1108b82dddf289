package org.jdance.samples.spring;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.springframework.stereotype.Service;

/** The same with the annotations of JSR-107, which Spring understands. */
@Service
public class Stock {

  private final Map<String, Integer> shelf = new ConcurrentHashMap<>();
  private final AtomicInteger lookups = new AtomicInteger();

  @CacheResult(cacheName = "stock")
  public int left(String article) {
    lookups.incrementAndGet();
    return shelf.getOrDefault(article, 0);
  }

  @CachePut(cacheName = "stock")
  public void deliver(@CacheKey String article, @CacheValue int pieces) {
    shelf.put(article, pieces);
  }

  @CacheRemove(cacheName = "stock")
  public void sellOut(String article) {
    shelf.remove(article);
  }

  @CacheRemoveAll(cacheName = "stock")
  public void burnDown() {
    shelf.clear();
  }

  /** How often the shelf itself was looked at. */
  public int lookups() {
    return lookups.get();
  }
}
