package org.jdance.internal.serial.fields;

import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/** The ways in which a class takes its serialization into its own hands. */
public final class SerialHooks {

  private SerialHooks() {}

  /**
   * Whether the class, or one above it, has any say in its serialization; also if one above it is not serializable, whose constructor would
   * then be run. A method that only looks like a hook counts as one.
   */
  public static boolean anyInOrAbove(Class<?> type) {
    Class<?> above = type.isRecord() ? Record.class : Object.class;
    for (Class<?> c = type; c != above; c = c.getSuperclass()) {
      if (c == null || !Serializable.class.isAssignableFrom(c)) {
        return true;
      }
    }
    return anyIn(type);
  }

  /** Whether the class, or a serializable one above it, has any say in its serialization. */
  public static boolean anyIn(Class<?> type) {
    for (Class<?> c = type; c != null && Serializable.class.isAssignableFrom(c); c = c.getSuperclass()) {
      if (declaresAny(c, type.isRecord())) {
        return true;
      }
    }
    return Externalizable.class.isAssignableFrom(type) && !type.isRecord();
  }

  private static boolean declaresAny(Class<?> type, boolean record) {
    for (Method method : type.getDeclaredMethods()) {
      Class<?>[] parameters = method.getParameterTypes();
      // Of a record only the replacement of the whole is heeded.
      boolean hook = switch (method.getName()) {
        case "writeReplace", "readResolve" -> parameters.length == 0;
        case "readObjectNoData" -> !record && parameters.length == 0;
        case "writeObject" -> !record && isOnly(parameters, ObjectOutputStream.class);
        case "readObject" -> !record && isOnly(parameters, ObjectInputStream.class);
        default -> false;
      };
      if (hook) {
        return true;
      }
    }
    return !record && declaresFieldList(type);
  }

  private static boolean declaresFieldList(Class<?> type) {
    for (Field field : type.getDeclaredFields()) {
      if (field.getName().equals("serialPersistentFields")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOnly(Class<?>[] parameters, Class<?> expected) {
    return parameters.length == 1 && parameters[0] == expected;
  }
}
