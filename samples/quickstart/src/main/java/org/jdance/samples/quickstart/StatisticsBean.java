package org.jdance.samples.quickstart;

import java.lang.management.ManagementFactory;
import java.util.Set;
import javax.cache.management.CacheStatisticsMXBean;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** Finds the statistics of a cache where any monitoring tool would: in the platform's MBean server. */
final class StatisticsBean {

  private StatisticsBean() {}

  static CacheStatisticsMXBean of(String cacheName) {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    Set<ObjectName> names = server.queryNames(pattern(cacheName), null);
    if (names.size() != 1) {
      throw new IllegalStateException("one statistics bean was expected for cache " + cacheName + ", but there are " + names.size());
    }
    return JMX.newMXBeanProxy(server, names.iterator().next(), CacheStatisticsMXBean.class);
  }

  private static ObjectName pattern(String cacheName) {
    try {
      return new ObjectName("javax.cache:type=CacheStatistics,Cache=" + cacheName + ",*");
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException("the cache name " + cacheName + " cannot be part of an object name", e);
    }
  }
}
