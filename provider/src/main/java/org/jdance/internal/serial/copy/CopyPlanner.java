package org.jdance.internal.serial.copy;

import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.util.Date;
import java.util.EnumSet;
import java.util.Set;
import org.jdance.internal.serial.fields.SerialHooks;

/** Decides, once per class, how its instances are copied. */
final class CopyPlanner {

  /** Dates of the module java.sql, which need not be there; their {@code clone} copies all there is. */
  private static final Set<String> SQL_DATES = Set.of("java.sql.Date", "java.sql.Time", "java.sql.Timestamp");

  private CopyPlanner() {}

  /** A new plan for a class that is not one of {@link CopyOfJdkTypes#plans}. */
  static CopyPlan plan(Class<?> type) {
    if (!Serializable.class.isAssignableFrom(type)) {
      return new CopyRefused(type);
    }
    try {
      return planForSerializable(type);
    } catch (IllegalAccessException | RuntimeException | LinkageError e) {
      // Its module is not open to us, it is of a kind whose fields can't be set, or one of the classes that it names is missing.
      return new CopyElsewhere(type);
    }
  }

  private static CopyPlan planForSerializable(Class<?> type) throws IllegalAccessException {
    if (Enum.class.isAssignableFrom(type)) {
      return new CopyNothing(type);
    }
    if (type.isArray()) {
      return type.getComponentType().isPrimitive() ? CopyOfJdkTypes.primitiveArray(type) : new CopyOfArray(type);
    }
    if (isOfTheJdk(type)) {
      return planForJdk(type);
    }
    if (Proxy.isProxyClass(type) || type.isHidden() || SerialHooks.anyInOrAbove(type)) {
      return new CopyElsewhere(type);
    }
    if (ImmutableTypes.byDeclaration(type)) {
      return new CopyNothing(type);
    }
    return type.isRecord() ? new CopyOfRecord(type) : CopyByFields.plan(type);
  }

  /** The JDK's own classes are never copied by their fields: these are hidden from us, and their meaning may change. */
  @SuppressWarnings("JavaUtilDate") // Users store them.
  private static CopyPlan planForJdk(Class<?> type) {
    if (EnumSet.class.isAssignableFrom(type)) {
      return new CopyInOneStep(type, set -> ((EnumSet<?>) set).clone());
    }
    if (SQL_DATES.contains(type.getName())) {
      return new CopyInOneStep(type, date -> ((Date) date).clone());
    }
    return new CopyElsewhere(type);
  }

  private static boolean isOfTheJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }
}
