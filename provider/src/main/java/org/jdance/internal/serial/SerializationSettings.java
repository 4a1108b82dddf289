package org.jdance.internal.serial;

import java.util.List;

/**
 * What the serialization of one cache depends on.
 *
 * @param cacheName the name for messages
 * @param classLoader the manager's class loader, which is held weakly: the manager keeps it while it is open
 * @param keyType the declared type of keys, {@code Object.class} if there is none
 * @param valueType the declared type of values, {@code Object.class} if there is none
 * @param learn whether classes that the application stores may be read back
 * @param allow class name patterns as {@link AllowPatterns} defines them
 */
public record SerializationSettings(
    String cacheName, ClassLoader classLoader, Class<?> keyType, Class<?> valueType, boolean learn, List<String> allow) {

  public SerializationSettings {
    allow = List.copyOf(allow);
  }
}
