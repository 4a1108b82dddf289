package org.jdance.samples.quickstart;

import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;

public class FifteenLines {
  public static void main(String[] arguments) {
    try (CacheManager manager = Caching.getCachingProvider().getCacheManager()) {
      Cache<String, Integer> stock = manager.createCache("stock", new MutableConfiguration<String, Integer>()
          .setTypes(String.class, Integer.class).setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(Duration.ONE_HOUR)));
      stock.put("lamp", 12);
      boolean added = stock.putIfAbsent("lamp", 99);
      int left = stock.invoke("lamp", (lamp, sold) -> {
        lamp.setValue(lamp.getValue() - (int) sold[0]);
        return lamp.getValue();
      }, 2);
      System.out.println("added: " + added + ", left: " + left + ", chairs: " + stock.get("chair"));
    }
  }
}
