package org.jdance.internal.serial;

import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds classes by name: in the manager's class loader, then the calling thread's context loader, then the provider's own. Never initialises a
 * class. Holds the manager's loader and its classes weakly.
 */
final class ClassResolver {

  /** How many of the manager's classes are remembered. */
  private static final int MAX_REMEMBERED = 1_000;

  private static final Map<String, Class<?>> PRIMITIVES =
      Stream.of(boolean.class, byte.class, char.class, double.class, float.class, int.class, long.class, short.class, void.class)
          .collect(Collectors.toUnmodifiableMap(Class::getName, type -> type));

  private final WeakReference<ClassLoader> managerLoader;
  private final Map<String, WeakReference<Class<?>>> remembered = new ConcurrentHashMap<>();

  ClassResolver(ClassLoader managerLoader) {
    this.managerLoader = new WeakReference<>(managerLoader);
  }

  static boolean isPrimitive(String name) {
    return PRIMITIVES.containsKey(name);
  }

  /** The class of that name, of an array's too. */
  Class<?> find(String name) throws ClassNotFoundException {
    WeakReference<Class<?>> reference = remembered.get(name);
    Class<?> known = reference == null ? null : reference.get();
    if (known != null) {
      return known;
    }
    ClassLoader own = managerLoader.get();
    if (own != null) {
      Class<?> type = findIn(own, name);
      if (type != null) {
        remember(name, type);
        return type;
      }
    }
    for (ClassLoader loader : fallbacks()) {
      Class<?> type = findIn(loader, name);
      if (type != null) {
        return type;
      }
    }
    Class<?> primitive = PRIMITIVES.get(name);
    if (primitive != null) {
      return primitive;
    }
    throw new ClassNotFoundException(name);
  }

  /** The class of dynamic proxies with these interfaces; for bytes that never left this JVM only. */
  Class<?> findProxy(String[] interfaceNames) throws ClassNotFoundException {
    Class<?>[] interfaces = new Class<?>[interfaceNames.length];
    for (int i = 0; i < interfaces.length; i++) {
      interfaces[i] = find(interfaceNames[i]);
    }
    IllegalArgumentException refusal = null;
    for (ClassLoader loader : proxyLoaders(interfaces)) {
      try {
        return proxyClass(loader, interfaces);
      } catch (IllegalArgumentException e) {
        // This loader doesn't see all the interfaces.
        refusal = e;
      }
    }
    throw new ClassNotFoundException("a proxy of " + String.join(", ", interfaceNames), refusal);
  }

  @SuppressWarnings("deprecation") // the only way to the class itself, which is what a stream asks for
  private static Class<?> proxyClass(ClassLoader loader, Class<?>[] interfaces) {
    return Proxy.getProxyClass(loader, interfaces);
  }

  private List<ClassLoader> proxyLoaders(Class<?>[] interfaces) {
    List<ClassLoader> loaders = new ArrayList<>();
    for (Class<?> each : interfaces) {
      // An interface that isn't public has its proxies in its own loader.
      if (each.getClassLoader() != null) {
        loaders.add(each.getClassLoader());
      }
    }
    ClassLoader own = managerLoader.get();
    if (own != null) {
      loaders.add(0, own);
    }
    loaders.addAll(fallbacks());
    return loaders;
  }

  private static List<ClassLoader> fallbacks() {
    return Stream.of(Thread.currentThread().getContextClassLoader(), ClassResolver.class.getClassLoader())
        .filter(loader -> loader != null)
        .toList();
  }

  private static @Nullable Class<?> findIn(ClassLoader loader, String name) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      // The next loader may have it; a class that cannot be linked is as good as missing.
      return null;
    }
  }

  private void remember(String name, Class<?> type) {
    if (remembered.size() < MAX_REMEMBERED) {
      remembered.put(name, new WeakReference<>(type));
    }
  }
}
