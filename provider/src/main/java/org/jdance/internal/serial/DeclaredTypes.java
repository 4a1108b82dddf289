package org.jdance.internal.serial;

import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.HashSet;
import java.util.Set;

/**
 * What the declared types of a cache say about the classes in it: the types themselves, their packages and superclasses, and what their fields
 * declare, as far as that is closed: records, enums, final classes and the permitted classes of sealed ones, recursively.
 *
 * <p>Names only, so that no class loader is held.
 */
final class DeclaredTypes {

  /** How many classes are taken from declarations. */
  static final int MAX_CLASSES = 1_000;

  private final Set<String> names = new HashSet<>();
  private final Set<String> packages = new HashSet<>();

  DeclaredTypes(Class<?>... roots) {
    for (Class<?> root : roots) {
      Class<?> type = ClassNames.element(root);
      if (type.isPrimitive() || type == Object.class) {
        continue;
      }
      if (!isOfPlatform(type) && ForbiddenClasses.gadgetEntry(type.getName()) == null) {
        packages.add(type.getPackageName());
      }
      visit(type);
    }
  }

  /** Whether the class may be read because of what is declared. Says nothing of forbidden classes. */
  boolean allow(String className) {
    return names.contains(className) || packages.contains(ClassNames.packageOf(className));
  }

  private void visit(Class<?> type) {
    if (names.size() >= MAX_CLASSES || !isRead(type) || !names.add(type.getName()) || isOfPlatform(type)) {
      return;
    }
    if (type.getSuperclass() != null) {
      visit(type.getSuperclass());
    }
    try {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
          visitDeclared(field.getGenericType());
        }
      }
      visitPermitted(type);
    } catch (LinkageError | TypeNotPresentException e) {
      // A declaration names a class that isn't there: what cannot be loaded cannot be read either.
      return;
    }
  }

  private void visitDeclared(Type declared) {
    if (declared instanceof Class<?> named) {
      Class<?> type = ClassNames.element(named);
      if (type.isSealed()) {
        visitPermitted(type);
      }
      if (type.isRecord() || type.isEnum() || type.isSealed() || Modifier.isFinal(type.getModifiers())) {
        visit(type);
      }
    } else if (declared instanceof ParameterizedType parameterized) {
      visitDeclared(parameterized.getRawType());
      visitAll(parameterized.getActualTypeArguments());
    } else if (declared instanceof GenericArrayType array) {
      visitDeclared(array.getGenericComponentType());
    } else if (declared instanceof WildcardType wildcard) {
      visitAll(wildcard.getUpperBounds());
    }
  }

  private void visitAll(Type[] declared) {
    for (Type type : declared) {
      visitDeclared(type);
    }
  }

  private void visitPermitted(Class<?> type) {
    Class<?>[] permitted = type.getPermittedSubclasses();
    if (permitted != null) {
      for (Class<?> subclass : permitted) {
        visit(subclass);
      }
    }
  }

  /** Only serializable classes are ever named by a stream; an interface is none, but a root may be one. */
  private static boolean isRead(Class<?> type) {
    return !type.isPrimitive() && (Serializable.class.isAssignableFrom(type) || type.isInterface());
  }

  private static boolean isOfPlatform(Class<?> type) {
    String name = type.getName();
    return name.startsWith("java.")
        || name.startsWith("javax.")
        || name.startsWith("jdk.")
        || name.startsWith("sun.")
        || name.startsWith("com.sun.");
  }
}
