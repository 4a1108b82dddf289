package org.jdance.internal.jcache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.expiry.EternalExpiryPolicy;
import org.junit.jupiter.api.Test;

class CompleteConfigurationsTest {

  private final MutableConfiguration<Long, String> original =
      new MutableConfiguration<Long, String>().setTypes(Long.class, String.class).setStoreByValue(false).setManagementEnabled(true);

  @Test
  void aCopyIsEqualAndIndependent() {
    MutableConfiguration<Long, String> copy = CompleteConfigurations.copyOf(original);
    assertEquals(original, copy);
    assertTrue(copy.isManagementEnabled());

    original.setStatisticsEnabled(true).addCacheEntryListenerConfiguration(listener());
    assertFalse(copy.isStatisticsEnabled());
    assertFalse(copy.getCacheEntryListenerConfigurations().iterator().hasNext());
  }

  @Test
  void aPlainConfigurationIsCompletedWithTheDefaults() {
    MutableConfiguration<Long, String> copy = CompleteConfigurations.copyOf(new Plain<>(Long.class, String.class, false));

    assertEquals(new MutableConfiguration<Long, String>().setTypes(Long.class, String.class).setStoreByValue(false), copy);
    assertEquals(EternalExpiryPolicy.factoryOf(), copy.getExpiryPolicyFactory());
  }

  @Test
  void eachTypeOfTheSpecificationIsAnsweredWithANewCopy() {
    Configuration<?, ?> plain = CompleteConfigurations.answer(Configuration.class, original);
    CompleteConfiguration<?, ?> complete = CompleteConfigurations.answer(CompleteConfiguration.class, original);
    MutableConfiguration<?, ?> mutable = CompleteConfigurations.answer(MutableConfiguration.class, original);

    assertEquals(original, plain);
    assertEquals(original, complete);
    assertEquals(original, mutable);
    assertNotSame(original, mutable);
    mutable.setStatisticsEnabled(true);
    assertFalse(original.isStatisticsEnabled());
  }

  @Test
  void aCopyShowsWhatWasSwitchedAndRegisteredBefore() {
    original.setStatisticsEnabled(true).addCacheEntryListenerConfiguration(listener());

    CompleteConfiguration<?, ?> answer = CompleteConfigurations.answer(CompleteConfiguration.class, original);

    assertTrue(answer.isStatisticsEnabled());
    assertTrue(answer.getCacheEntryListenerConfigurations().iterator().hasNext());
  }

  @Test
  void anotherTypeIsRefusedByName() {
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> CompleteConfigurations.answer(Plain.class, original));
    assertTrue(thrown.getMessage().contains(Plain.class.getName()), thrown.getMessage());
  }

  @Test
  void readThroughNeedsALoader() {
    original.setReadThrough(true);
    assertInvalid(original, "CacheLoader");
    original.setCacheLoaderFactory(() -> null);
    CompleteConfigurations.requireValid("c", original);
  }

  @Test
  void writeThroughNeedsAWriter() {
    original.setWriteThrough(true);
    assertInvalid(original, "CacheWriter");
    original.setCacheWriterFactory(() -> null);
    CompleteConfigurations.requireValid("c", original);
  }

  @Test
  void typesMustBeThere() {
    assertInvalid(new Plain<Long, String>(null, String.class, true), "type");
    assertInvalid(new Plain<Long, String>(Long.class, null, true), "type");
  }

  private static void assertInvalid(Configuration<?, ?> configuration, String named) {
    IllegalArgumentException thrown =
        assertThrows(IllegalArgumentException.class, () -> CompleteConfigurations.requireValid("orders", configuration));
    assertTrue(thrown.getMessage().contains("'orders'") && thrown.getMessage().contains(named), thrown.getMessage());
  }

  private static MutableCacheEntryListenerConfiguration<Long, String> listener() {
    CacheEntryCreatedListener<Long, String> ignoring = events -> {};
    return new MutableCacheEntryListenerConfiguration<>(new FactoryBuilder.SingletonFactory<>(ignoring), null, false, false);
  }

  /** A configuration that is no more than the interface asks for. */
  record Plain<K, V>(Class<K> getKeyType, Class<V> getValueType, boolean isStoreByValue) implements Configuration<K, V> {
    private static final long serialVersionUID = 1L;
  }
}
