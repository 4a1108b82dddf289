package org.jdance.internal.serial.copy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plan for a class of records some of whose components may be mutable: the canonical constructor gets copies of all. */
final class CopyOfRecord extends CopyPlan {

  private final CopyGetters components;
  /** The components whose type doesn't say that they are immutable. */
  private final CopyGetters parts;
  /** Takes the components in an array. */
  private final MethodHandle constructor;

  /**
   * A plan for a record class that replaces neither itself nor what is read.
   *
   * @throws IllegalAccessException if its fields and its constructor can't be reached
   */
  CopyOfRecord(Class<?> type) throws IllegalAccessException {
    super(type);
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    List<MethodHandle> getters = new ArrayList<>();
    List<MethodHandle> partGetters = new ArrayList<>();
    List<Class<?>> types = new ArrayList<>();
    try {
      for (RecordComponent component : type.getRecordComponents()) {
        // The field, as serialization does; an accessor may answer something else.
        Field field = type.getDeclaredField(component.getName());
        field.setAccessible(true);
        MethodHandle getter = lookup.unreflectGetter(field);
        getters.add(getter);
        if (!ImmutableTypes.asDeclared(field.getType())) {
          partGetters.add(getter);
        }
        types.add(component.getType());
      }
      Constructor<?> canonical = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
      canonical.setAccessible(true);
      this.components = new CopyGetters(getters);
      this.parts = new CopyGetters(partGetters);
      this.constructor = lookup.unreflectConstructor(canonical).asSpreader(Object[].class, types.size())
          .asType(MethodType.methodType(Object.class, Object[].class));
    } catch (NoSuchFieldException | NoSuchMethodException e) {
      throw new IllegalStateException("not a record after all", e);
    }
  }

  @Override
  boolean immutable(Object original, int levels) {
    return parts.immutable(original, levels);
  }

  @Override
  Object deep(Object original, CopyPass pass) {
    pass.note(original, CopyTable.UNDER_WAY);
    pass.beginWhole();
    @Nullable Object[] values = components.values(original);
    boolean same = true;
    for (int i = 0; i < values.length; i++) {
      Object copy = pass.copy(values[i]);
      same &= copy == values[i];
      values[i] = copy;
    }
    pass.endWhole();
    return pass.note(original, same ? original : construct(values));
  }

  private Object construct(@Nullable Object[] values) {
    try {
      return (Object) constructor.invokeExact(values);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      // A checked exception of the constructor: Java serialization will meet and report it.
      throw new CopyAbandonedException();
    }
  }
}
