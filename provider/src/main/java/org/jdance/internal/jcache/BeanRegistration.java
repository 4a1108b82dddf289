package org.jdance.internal.jcache;

import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bean and whether it is in the platform MBean server.
 *
 * <p>A cache must not fail because it cannot be watched: what goes wrong here is logged, never thrown. Only what this registration has put into
 * the server is taken out again, so that a bean of somebody else under the same name stays.
 */
final class BeanRegistration {

  private static final Logger LOG = LoggerFactory.getLogger(BeanRegistration.class);

  private final ObjectName name;
  private final Object bean;
  private boolean registered;
  private boolean closed;

  BeanRegistration(ObjectName name, Object bean) {
    this.name = name;
    this.bean = bean;
  }

  /** Makes the bean visible, unless it is, its name is taken, or {@link #close} was called before. */
  synchronized void register() {
    if (registered || closed) {
      return;
    }
    try {
      ManagementFactory.getPlatformMBeanServer().registerMBean(bean, name);
      registered = true;
    } catch (InstanceAlreadyExistsException e) {
      LOG.warn(
          "The management bean {} is left out, since another has that name: "
              + "another manager has the same URI, or the names differ only in characters that JMX does not allow",
          name);
    } catch (JMException | RuntimeException e) {
      LOG.warn("The management bean {} is left out, since it could not be registered", name, e);
    }
  }

  /** Takes the bean out again, if this registration has put it in. */
  synchronized void unregister() {
    if (!registered) {
      return;
    }
    registered = false;
    try {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      LOG.debug("The management bean {} was gone already", name);
    } catch (JMException | RuntimeException e) {
      LOG.warn("The management bean {} could not be unregistered", name, e);
    }
  }

  /** Takes the bean out for good: a late {@link #register} does nothing. */
  synchronized void close() {
    closed = true;
    unregister();
  }
}
