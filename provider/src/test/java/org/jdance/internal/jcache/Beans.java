package org.jdance.internal.jcache;

import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What the platform MBean server shows of caches. */
final class Beans {

  static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  private Beans() {}

  /** The types of the beans shown for caches of that JMX name. */
  static Set<String> typesOf(String cacheValue) throws JMException {
    return SERVER.queryNames(new ObjectName("javax.cache:*"), null).stream()
        .filter(name -> name.getKeyProperty("Cache").equals(cacheValue))
        .map(name -> name.getKeyProperty("type"))
        .collect(Collectors.toSet());
  }

  static Set<ObjectName> all() throws JMException {
    return SERVER.queryNames(new ObjectName("javax.cache:*"), null);
  }
}
