package org.jdance.internal.serial;

import org.jspecify.annotations.Nullable;

/**
 * A class that a graph has named, and may name.
 *
 * @param binding how objects of it are made, or null if it is one of an enum or of arrays
 */
record ReadClass(Class<?> type, Shape shape, @Nullable ObjectAccess access, @Nullable FieldBinding binding) {

  /** The class that a shape names, if it may be read and still fits. Nothing of it has run. */
  static ReadClass of(Shape shape, ReadContext context) throws UndecodableException, ClassNotFoundException {
    if (shape.kind() == Shape.Kind.ENUM) {
      return new ReadClass(context.enumFor(shape.name()), shape, null, null);
    }
    Class<?> type = context.classFor(shape.name());
    if (shape.kind() == Shape.Kind.ARRAY) {
      if (!type.isArray() || type.getComponentType().isPrimitive()) {
        throw UndecodableException.damaged("an array was expected");
      }
      return new ReadClass(type, shape, null, null);
    }
    for (int i = 1; i < shape.levels().size(); i++) {
      context.requireAllowed(shape.levels().get(i).name());
    }
    for (Class<?> above = type.getSuperclass(); above != null && above != Object.class; above = above.getSuperclass()) {
      if (!context.mayBeBroughtIn(above)) {
        throw context.refuse(UndecodableException.damaged("a forbidden class"));
      }
    }
    ObjectAccess access = ClassForm.of(type).access();
    if (access == null) {
      throw ObjectAccess.changed(shape.name());
    }
    return new ReadClass(type, shape, access, access.bind(shape));
  }

  /** The shape to remember: the class's own one if it is the same. */
  Shape lasting() {
    return access != null && access.shape().equals(shape) ? access.shape() : shape;
  }
}
