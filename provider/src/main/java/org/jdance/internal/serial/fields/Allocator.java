package org.jdance.internal.serial.fields;

import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** Makes instances of one class the way serialization does: no constructor of the class itself is run. */
public final class Allocator {

  private static final @Nullable Factory FACTORY = Factory.find();

  private final Constructor<?> constructor;

  private Allocator(Constructor<?> constructor) {
    this.constructor = constructor;
  }

  /**
   * For a serializable class: the constructor without arguments of the first class above it that isn't serializable is what is run.
   *
   * @throws IllegalAccessException if there is no such constructor that the class could call, or this JVM has no means for it
   */
  public static Allocator of(Class<?> type) throws IllegalAccessException {
    if (FACTORY == null) {
      throw new IllegalAccessException("this Java runtime lacks the module jdk.unsupported");
    }
    try {
      return new Allocator((Constructor<?>) FACTORY.maker.invoke(FACTORY.instance, type, runConstructor(type)));
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("no constructor for serialization", e);
    }
  }

  private static Constructor<?> runConstructor(Class<?> type) throws IllegalAccessException {
    Class<?> above = type;
    while (Serializable.class.isAssignableFrom(above)) {
      above = above.getSuperclass();
    }
    try {
      Constructor<?> constructor = above.getDeclaredConstructor();
      int modifiers = constructor.getModifiers();
      boolean isNear = above.getPackage() == type.getPackage() && above.getClassLoader() == type.getClassLoader();
      if (Modifier.isPrivate(modifiers) || (!isNear && !Modifier.isPublic(modifiers) && !Modifier.isProtected(modifiers))) {
        throw new IllegalAccessException("the constructor above cannot be called");
      }
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("no constructor above", e);
    }
  }

  /** An instance with all fields zero or null. */
  public Object allocate() {
    try {
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the constructor above the class failed", e);
    }
  }

  /** The JDK's factory, which is meant for libraries like this one; reached by reflection, since the compiler warns of any direct use. */
  private record Factory(Object instance, Method maker) {

    static @Nullable Factory find() {
      try {
        Class<?> type = Class.forName("sun.reflect.ReflectionFactory");
        Method maker = type.getMethod("newConstructorForSerialization", Class.class, Constructor.class);
        return new Factory(type.getMethod("getReflectionFactory").invoke(null), maker);
      } catch (ReflectiveOperationException | RuntimeException e) {
        return null;
      }
    }
  }
}
