package org.jdance.internal.serial;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the fields that bytes have go in a class: each has a field there, or none any more. */
final class FieldBinding {

  /** Stands for a component that the record no longer has. */
  static final int GONE = -1;

  private final char[] kinds;
  private final @Nullable FieldAccess[] targets;
  /** The places in a record's constructor. */
  private final int[] components;

  FieldBinding(Shape written, List<FieldAccess> fields, List<String> recordComponents) {
    List<@Nullable FieldAccess> bound = new ArrayList<>();
    StringBuilder codes = new StringBuilder();
    for (Shape.Level level : written.levels()) {
      for (Shape.Field field : level.fields()) {
        codes.append(field.kind());
        bound.add(find(fields, level.name(), field.name()));
      }
    }
    this.kinds = codes.toString().toCharArray();
    this.targets = bound.toArray(FieldAccess[]::new);
    this.components = new int[kinds.length];
    for (int i = 0; i < components.length; i++) {
      FieldAccess target = targets[i];
      components[i] = target == null ? GONE : recordComponents.indexOf(target.name());
    }
  }

  private static @Nullable FieldAccess find(List<FieldAccess> fields, String level, String name) {
    for (FieldAccess field : fields) {
      if (field.name().equals(name) && field.level().equals(level)) {
        return field;
      }
    }
    return null;
  }

  /** Whether a field has become one of another kind, which the bytes cannot fill. */
  boolean contradicts() {
    for (int i = 0; i < kinds.length; i++) {
      FieldAccess target = targets[i];
      if (target != null && target.kind() != kinds[i]) {
        return true;
      }
    }
    return false;
  }

  int size() {
    return kinds.length;
  }

  /** The kind of a field in the bytes. */
  char kind(int i) {
    return kinds[i];
  }

  /** The field that takes it, or null if there is none. */
  @Nullable FieldAccess target(int i) {
    return targets[i];
  }

  /** The place among a record's components, or {@link #GONE}. */
  int component(int i) {
    return components[i];
  }
}
