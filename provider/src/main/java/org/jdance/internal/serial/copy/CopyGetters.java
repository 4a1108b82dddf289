package org.jdance.internal.serial.copy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads fields of the instances of one class. */
final class CopyGetters {

  private static final MethodHandle COPY = findCopy();

  private final MethodHandle[] getters;

  /** For these getters, each of a field of the same class. */
  CopyGetters(List<MethodHandle> getters) {
    MethodType type = MethodType.methodType(Object.class, Object.class);
    this.getters = getters.stream().map(getter -> getter.asType(type)).toArray(MethodHandle[]::new);
  }

  /** Whether there are none. */
  boolean isEmpty() {
    return getters.length == 0;
  }

  /** Whether what the fields refer to can never change. */
  boolean immutable(Object owner, int levels) {
    if (levels == 0) {
      return getters.length == 0;
    }
    for (MethodHandle getter : getters) {
      if (!CopyPlans.immutable(get(getter, owner), levels - 1)) {
        return false;
      }
    }
    return true;
  }

  /** Copies what the fields refer to until a copy is not the original; true if all are. */
  boolean sameAfterCopy(Object owner, CopyPass pass) {
    for (MethodHandle getter : getters) {
      Object part = get(getter, owner);
      if (pass.copy(part) != part) {
        return false;
      }
    }
    return true;
  }

  /** The values of all fields. */
  @Nullable Object[] values(Object owner) {
    @Nullable Object[] values = new @Nullable Object[getters.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = get(getters[i], owner);
    }
    return values;
  }

  /** A handle (shell, original, pass) that sets one field of the shell to the copy of what the original's refers to. */
  static MethodHandle copier(MethodHandle getter, MethodHandle setter) {
    MethodType type = setter.type();
    MethodHandle part = MethodHandles.filterArguments(COPY, 1, getter.asType(getter.type().changeReturnType(Object.class)));
    MethodHandle copyPart = part.asType(part.type().changeReturnType(type.parameterType(1)));
    MethodHandle passThenOriginal = MethodHandles.collectArguments(setter, 1, copyPart);
    Class<?> owner = type.parameterType(0);
    return MethodHandles.permuteArguments(
        passThenOriginal, MethodType.methodType(void.class, owner, getter.type().parameterType(0), CopyPass.class), 0, 2, 1);
  }

  private static @Nullable Object get(MethodHandle getter, Object owner) {
    try {
      return (Object) getter.invokeExact(owner);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("fields do not throw", e);
    }
  }

  private static MethodHandle findCopy() {
    try {
      return MethodHandles.lookup().findVirtual(CopyPass.class, "copy", MethodType.methodType(Object.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
