package org.jdance.internal.serial;

import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jdance.internal.serial.fields.Allocator;
import org.jspecify.annotations.Nullable;

/** How objects of one class, which has no say in its serialization, are taken apart and made again. */
final class ObjectAccess {

  /** How many other shapes of the class are remembered. */
  private static final int MAX_BINDINGS = 100;

  private final Shape shape;
  private final List<FieldAccess> fields;
  private final boolean hasFinals;
  private final @Nullable Allocator allocator;
  private final @Nullable RecordMaker records;
  private final FieldBinding own;
  private final Map<Shape, FieldBinding> others = new ConcurrentHashMap<>();

  /** How a record is made: its canonical constructor, and the components' names in its order. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record RecordMaker(List<String> names, @Nullable Object[] absent, MethodHandle constructor) {}

  private ObjectAccess(Class<?> type, Shape shape, List<FieldAccess> fields, boolean hasFinals) throws IllegalAccessException {
    this.shape = shape;
    this.fields = fields;
    this.hasFinals = hasFinals;
    this.records = type.isRecord() ? recordMaker(type) : null;
    this.allocator = type.isRecord() ? null : Allocator.of(type);
    this.own = new FieldBinding(shape, fields, records == null ? List.of() : records.names);
  }

  /**
   * For a serializable class without hooks.
   *
   * @throws IllegalAccessException if its fields can't be reached
   * @throws RuntimeException likewise
   */
  static ObjectAccess of(Class<?> type) throws IllegalAccessException {
    List<Shape.Level> levels = new ArrayList<>();
    List<FieldAccess> access = new ArrayList<>();
    boolean hasFinals = false;
    for (Class<?> c = type; c != null && c != Record.class && Serializable.class.isAssignableFrom(c); c = c.getSuperclass()) {
      ObjectStreamClass description = ObjectStreamClass.lookup(c);
      List<Shape.Field> names = new ArrayList<>();
      for (ObjectStreamField each : description.getFields()) {
        char kind = FieldAccess.kindOf(each.getType());
        Field field = fieldOf(c, each.getName());
        names.add(new Shape.Field(each.getName(), kind));
        access.add(FieldAccess.of(field, kind, !type.isRecord()));
        hasFinals |= !type.isRecord() && Modifier.isFinal(field.getModifiers());
      }
      levels.add(new Shape.Level(c.getName(), description.getSerialVersionUID(), names));
    }
    Shape.Kind kind = type.isRecord() ? Shape.Kind.RECORD : Shape.Kind.OBJECT;
    return new ObjectAccess(type, new Shape(kind, type.getName(), levels), List.copyOf(access), hasFinals);
  }

  private static Field fieldOf(Class<?> type, String name) {
    try {
      return type.getDeclaredField(name);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("a serializable field that isn't there", e);
    }
  }

  private static RecordMaker recordMaker(Class<?> type) throws IllegalAccessException {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
    @Nullable Object[] absent = new @Nullable Object[types.length];
    for (int i = 0; i < types.length; i++) {
      absent[i] = Array.get(Array.newInstance(types[i], 1), 0);
    }
    try {
      Constructor<?> canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      MethodHandle constructor =
          MethodHandles.lookup()
              .unreflectConstructor(canonical)
              .asSpreader(Object[].class, types.length)
              .asType(MethodType.methodType(Object.class, Object[].class));
      return new RecordMaker(names, absent, constructor);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException("not a record after all", e);
    }
  }

  Shape shape() {
    return shape;
  }

  /** All fields in the order of the shape. */
  List<FieldAccess> fields() {
    return fields;
  }

  /** Whether making an object sets final fields. */
  boolean hasFinals() {
    return hasFinals;
  }

  boolean isRecord() {
    return records != null;
  }

  /**
   * How bytes of that shape become objects of this class.
   *
   * @throws UndecodableException if the class has changed since in a way that Java serialization does not bridge either
   */
  @SuppressWarnings("ReferenceEquality") // the usual case without a comparison; the map does the rest
  FieldBinding bind(Shape written) throws UndecodableException {
    if (written == shape) {
      return own;
    }
    FieldBinding known = others.get(written);
    if (known != null) {
      return known;
    }
    requireSameVersion(written);
    FieldBinding made = new FieldBinding(written, fields, records == null ? List.of() : records.names);
    if (made.contradicts()) {
      throw changed(written.name());
    }
    if (others.size() < MAX_BINDINGS) {
      others.put(written, made);
    }
    return made;
  }

  private void requireSameVersion(Shape written) throws UndecodableException {
    if (written.kind() != shape.kind()) {
      throw changed(written.name());
    }
    for (Shape.Level level : written.levels()) {
      for (Shape.Level mine : shape.levels()) {
        // A record's version is not compared, as Java serialization has it.
        if (mine.name().equals(level.name()) && !isRecord() && mine.serialVersionUid() != level.serialVersionUid()) {
          throw changed(level.name());
        }
      }
    }
  }

  static UndecodableException changed(String className) {
    return new UndecodableException(
        UndecodableException.Kind.OTHER, ClassNames.printable(className), "the class has changed since it was written");
  }

  /** A new object whose fields are zero or null. */
  Object allocate() {
    return Objects.requireNonNull(allocator).allocate();
  }

  /** What the components of a record are where the bytes say nothing, in the order of its constructor. */
  @Nullable Object[] absent() {
    return Objects.requireNonNull(records).absent.clone();
  }

  /** A new record of these components. */
  Object make(@Nullable Object[] components) throws Throwable {
    return (Object) Objects.requireNonNull(records).constructor.invokeExact(components);
  }
}
