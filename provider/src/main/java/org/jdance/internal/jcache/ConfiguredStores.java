package org.jdance.internal.jcache;

import javax.cache.configuration.CompleteConfiguration;
import org.jdance.internal.base.TimeSource;
import org.jdance.internal.config.CacheSettings;
import org.jdance.internal.config.FleetSettings;
import org.jdance.internal.config.ManagerSettings;
import org.jdance.internal.entry.EntryStore;
import org.jdance.internal.fleet.Fleets;
import org.jdance.internal.fleet.WatchedFleet;
import org.jdance.internal.local.LocalStore;
import org.jdance.internal.semantics.run.CacheStatistics;
import org.jdance.internal.serial.SerializationSettings;
import org.jdance.internal.serial.copy.Copier;
import org.jspecify.annotations.Nullable;

/** The store that the configuration says: the embedded one, or one on a fleet of servers. */
final class ConfiguredStores implements Stores {

  private final Copier copier = new Copier();
  private final Fleets fleets;

  ConfiguredStores(TimeSource time) {
    this.fleets = new Fleets(time);
  }

  @Override
  public EntryStore open(
      ManagerSettings manager,
      CompleteConfiguration<?, ?> configuration,
      CacheSettings settings,
      SerializationSettings serialization,
      CacheStatistics statistics) {
    FleetSettings fleet = manager.fleet().orElse(null);
    if (fleet != null) {
      return fleets.open(fleet, settings, serialization);
    }
    return configuration.isStoreByValue()
        ? LocalStore.byValue(settings.maxEntries(), statistics::addEvictions, copier)
        : LocalStore.byReference(settings.maxEntries(), statistics::addEvictions);
  }

  @Override
  public @Nullable FleetHold fleet(ManagerSettings manager) {
    FleetSettings settings = manager.fleet().orElse(null);
    if (settings == null) {
      return null;
    }
    WatchedFleet fleet = fleets.watch(settings);
    return new FleetHold(fleet, fleet::close);
  }
}
