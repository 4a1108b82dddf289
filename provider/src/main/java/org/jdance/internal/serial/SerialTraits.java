package org.jdance.internal.serial;

import java.lang.reflect.Modifier;

/** What can be seen of a class that matters to how its objects are written in keys. Remembered in the class itself, so that none is held. */
final class SerialTraits {

  private static final ClassValue<Boolean> OWN_EQUALS =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          try {
            return type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
          } catch (NoSuchMethodException | LinkageError e) {
            return false;
          }
        }
      };

  private static final ClassValue<Boolean> READ_RESOLVE =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (declaresReadResolve(each)) {
              return true;
            }
          }
          return false;
        }
      };

  private SerialTraits() {}

  /** Whether the class compares by content; if not, an object of it equals only itself. */
  static boolean hasOwnEquals(Class<?> type) {
    return OWN_EQUALS.get(type);
  }

  /** Whether objects of the class turn into others when they are read. */
  static boolean hasReadResolve(Class<?> type) {
    return READ_RESOLVE.get(type);
  }

  private static boolean declaresReadResolve(Class<?> type) {
    try {
      return !Modifier.isStatic(type.getDeclaredMethod("readResolve").getModifiers());
    } catch (NoSuchMethodException | LinkageError e) {
      return false;
    }
  }
}
