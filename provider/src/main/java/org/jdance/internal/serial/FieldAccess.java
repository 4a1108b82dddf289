package org.jdance.internal.serial;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * One field of a class, as it is read and set. The handles take the object as an {@code Object}; the value has its primitive type or is an
 * {@code Object} too.
 *
 * @param level the name of the class that declares the field
 * @param kind as in {@link Shape.Field}
 * @param setter null for a component of a record
 */
record FieldAccess(String level, String name, char kind, MethodHandle getter, @Nullable MethodHandle setter) {

  static FieldAccess of(Field field, char kind, boolean isSet) throws IllegalAccessException {
    field.setAccessible(true);
    Class<?> type = kind == 'L' ? Object.class : field.getType();
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    MethodHandle getter = lookup.unreflectGetter(field).asType(MethodType.methodType(type, Object.class));
    MethodHandle setter = isSet ? lookup.unreflectSetter(field).asType(MethodType.methodType(void.class, Object.class, type)) : null;
    return new FieldAccess(field.getDeclaringClass().getName(), field.getName(), kind, getter, setter);
  }

  /** The kind of a field's type: the code of a primitive one, or L. */
  static char kindOf(Class<?> type) {
    return type.isPrimitive() ? type.descriptorString().charAt(0) : 'L';
  }
}
