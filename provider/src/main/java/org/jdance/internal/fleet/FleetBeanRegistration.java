package org.jdance.internal.fleet;

import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A fleet's bean in the platform MBean server, under a name that quotes whatever namespace and servers are called. A fleet never fails for it. */
final class FleetBeanRegistration implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FleetBeanRegistration.class);

  /** How many fleets of one namespace and servers have a bean each. */
  static final int MAX_INSTANCES = 100;

  private final @Nullable ObjectName name;

  /**
   * Registers the bean.
   *
   * @param nodes the servers' names, which hold no secrets
   */
  FleetBeanRegistration(String namespace, List<String> nodes, FleetBean bean) {
    this.name = register(nameOf(namespace, nodes), bean);
  }

  static String nameOf(String namespace, List<String> nodes) {
    return "org.jdance:type=Fleet,namespace=" + ObjectName.quote(namespace) + ",nodes=" + ObjectName.quote(String.join(",", nodes));
  }

  private static @Nullable ObjectName register(String base, FleetBean bean) {
    for (int instance = 1; instance <= MAX_INSTANCES; instance++) {
      try {
        ObjectName tried = new ObjectName(instance == 1 ? base : base + ",instance=" + instance);
        ManagementFactory.getPlatformMBeanServer().registerMBean(bean, tried);
        return tried;
      } catch (InstanceAlreadyExistsException e) {
        LOG.debug("Another fleet of these servers has the name {}; the next number is tried.", base);
      } catch (JMException | RuntimeException e) {
        LOG.warn("The management bean {} is left out, since it could not be registered.", base, e);
        return null;
      }
    }
    LOG.warn("The management bean {} is left out: {} others have that name.", base, MAX_INSTANCES);
    return null;
  }

  @Override
  public void close() {
    if (name != null) {
      try {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
      } catch (JMException | RuntimeException e) {
        LOG.debug("The management bean {} was gone already.", name, e);
      }
    }
  }
}
