package org.jdance.internal.serial;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The classes that one encoding has named, which the cache may then learn; refuses those that could never be read back. */
final class WrittenClasses {

  private @Nullable List<Class<?>> classes;

  /** Adds a class, or that of an array's elements. */
  void add(Class<?> type) {
    Class<?> element = ClassNames.element(type);
    if (element.isPrimitive()) {
      return;
    }
    if (Proxy.isProxyClass(element) || ForbiddenClasses.isNever(element.getName())) {
      throw new UnstorableException(
          "it contains " + element.getName() + ", which is never read back from bytes; store plain data in its place, such as its name or text");
    }
    addReadable(element);
  }

  /** Adds a class that is known to be one of those that are read back. */
  void addReadable(Class<?> type) {
    if (classes == null) {
      classes = new ArrayList<>();
    }
    classes.add(type);
  }

  List<Class<?>> all() {
    return classes == null ? List.of() : classes;
  }
}
