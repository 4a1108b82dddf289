package org.jdance.internal.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the arguments of {@code getCacheManager} into checked, frozen settings. */
public final class ConfigurationResolver {

  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationResolver.class);

  private ConfigurationResolver() {}

  /**
   * The settings of a manager as this process and thread are now.
   *
   * @param uri any URI of the configuration table
   * @param managerLoader the manager's class loader, the first to be asked for class path resources
   * @param given the {@code Properties} argument
   * @throws org.jdance.CacheConfigurationException with all that is wrong
   */
  public static ManagerSettings resolve(URI uri, ClassLoader managerLoader, @Nullable Properties given) {
    return resolve(uri, managerLoader, given, Environment.current(), warning -> LOG.warn("{}", warning));
  }

  /** The same in another environment; {@code log} takes the warnings, also when an exception is thrown. */
  public static ManagerSettings resolve(
      URI uri, ClassLoader managerLoader, @Nullable Properties given, Environment environment, Consumer<String> log) {
    Problems problems = new Problems();
    try {
      return resolve(uri, managerLoader, given == null ? new Properties() : given, environment, problems);
    } finally {
      problems.warnings().forEach(log);
    }
  }

  private static ManagerSettings resolve(
      URI uri, ClassLoader managerLoader, Properties given, Environment environment, Problems problems) {
    ResourceReader reader = new ResourceReader(ResourceReader.FETCH_TIMEOUT);
    Located located = new UriLocator(environment, managerLoader, reader, problems)
        .locate(uri)
        .with(ConfigurationSource.ofGiven(given, problems))
        .with(ConfigurationSource.ofSystem(environment.systemProperties()));
    Placeholders placeholders = new Placeholders(environment.variables());
    SettingRules rules = new SettingRules(placeholders, problems);
    List<Setting> settings = rules.withoutContradictions(known(located, problems));
    if (SettingRules.askForFleet(settings, located)) {
      settings = new FleetRules(placeholders, problems).applicable(settings);
    } else {
      settings = rules.applicableToMemory(settings, located);
    }
    EffectiveSettings effective = EffectiveSettings.merge(settings, placeholders, problems);
    FleetSettings fleet = problems.hasErrors() ? null : fleet(effective, problems);
    problems.throwIfAny(located.shown());
    return new ManagerSettings(uri, located, effective, given, fleet);
  }

  private static @Nullable FleetSettings fleet(EffectiveSettings effective, Problems problems) {
    return effective.get(ConfigurationKeys.NODES).map(new FleetMaker(effective, problems)::make).orElse(null);
  }

  private static List<Setting> known(Located located, Problems problems) {
    KeyNames names = new KeyNames(problems);
    List<Setting> settings = new ArrayList<>();
    for (ConfigurationSource source : located.sources()) {
      source.settings().stream().map(names::parse).flatMap(Optional::stream).forEach(settings::add);
    }
    return settings;
  }
}
