package org.jdance.internal.serial.copy;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Makes instances of one class the way serialization does: no constructor of the class itself is run. */
final class CopyAllocator {

  private static final @Nullable Factory FACTORY = Factory.find();

  private final Constructor<?> constructor;

  private CopyAllocator(Constructor<?> constructor) {
    this.constructor = constructor;
  }

  /**
   * For a class that has only serializable classes between itself and Object.
   *
   * @throws IllegalAccessException if this JVM has no means for it
   */
  static CopyAllocator of(Class<?> type) throws IllegalAccessException {
    if (FACTORY == null) {
      throw new IllegalAccessException("this Java runtime lacks the module jdk.unsupported");
    }
    try {
      return new CopyAllocator((Constructor<?>) FACTORY.maker.invoke(FACTORY.instance, type, FACTORY.constructorOfObject));
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("no constructor for serialization", e);
    }
  }

  /** An instance with all fields zero or null. */
  Object allocate() {
    try {
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the constructor of Object failed", e);
    }
  }

  /** The JDK's factory, which is meant for libraries like this one; reached by reflection, since the compiler warns of any direct use. */
  private record Factory(Object instance, Method maker, Constructor<Object> constructorOfObject) {

    static @Nullable Factory find() {
      try {
        Class<?> type = Class.forName("sun.reflect.ReflectionFactory");
        Method maker = type.getMethod("newConstructorForSerialization", Class.class, Constructor.class);
        return new Factory(type.getMethod("getReflectionFactory").invoke(null), maker, Object.class.getConstructor());
      } catch (ReflectiveOperationException | RuntimeException e) {
        return null;
      }
    }
  }
}
