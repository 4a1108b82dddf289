package org.jdance.internal.serial;

import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdance.internal.serial.fields.FinalFields;
import org.jdance.internal.serial.fields.PerClass;
import org.jdance.internal.serial.fields.SerialHooks;
import org.jspecify.annotations.Nullable;

/** In which form objects of one class stand in a graph; found out once for each class. */
final class ClassForm {

  /** The forms. */
  enum Kind {
    SCALAR,
    DATE,
    CONSTANT,
    BYTES,
    PRIMITIVES,
    OBJECTS,
    COLLECTION,
    FIELDS,
    JAVA_PART,
    /** Not at all: the graph is left to Java serialization. */
    NONE
  }

  private static final PerClass<ClassForm> FORMS = new PerClass<>(ClassForm::find, Map.of());

  private static final Set<Class<?>> SCALARS =
      Set.of(
          Boolean.class, Byte.class, Short.class, Character.class, Integer.class, Long.class, Float.class, Double.class, String.class,
          UUID.class, BigInteger.class, BigDecimal.class, Instant.class, Duration.class, LocalDate.class, LocalTime.class, LocalDateTime.class);

  /** Classes of the JDK whose objects hold nothing that others could hold too. */
  private static final Set<String> PARTS =
      Set.of(
          "java.sql.Date",
          "java.sql.Time",
          "java.sql.Timestamp",
          "java.util.BitSet",
          "java.util.Currency",
          "java.util.Locale",
          "java.util.concurrent.atomic.AtomicBoolean",
          "java.util.concurrent.atomic.AtomicInteger",
          "java.util.concurrent.atomic.AtomicLong");

  private final Kind kind;
  private final byte tag;
  private final boolean isView;
  private final @Nullable Shape shape;
  private final @Nullable ObjectAccess access;
  private volatile @Nullable Block block;

  /** The bytes of the shape where the first class of the value has that name. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Block(@Nullable String base, byte[] bytes) {}

  private ClassForm(Kind kind, byte tag, boolean isView, @Nullable Shape shape, @Nullable ObjectAccess access) {
    this.kind = kind;
    this.tag = tag;
    this.isView = isView;
    this.shape = shape;
    this.access = access;
  }

  static ClassForm of(Class<?> type) {
    return FORMS.of(type);
  }

  private static ClassForm find(Class<?> type) {
    try {
      return decide(type);
    } catch (IllegalAccessException | RuntimeException | LinkageError e) {
      // Its module is not open to us, it is of a kind whose fields can't be set, or one of the classes that it names is missing.
      return form(Kind.NONE);
    }
  }

  private static ClassForm decide(Class<?> type) throws IllegalAccessException {
    if (SCALARS.contains(type)) {
      return form(Kind.SCALAR);
    }
    if (type == Date.class) {
      return form(Kind.DATE);
    }
    if (type.isArray()) {
      return decideArray(type);
    }
    byte collection = CollectionTags.of(type);
    if (collection != CollectionTags.NONE) {
      return new ClassForm(Kind.COLLECTION, collection, CollectionTags.isView(type), null, null);
    }
    if (!Serializable.class.isAssignableFrom(type) || ForbiddenClasses.isNever(type.getName())) {
      return form(Kind.NONE);
    }
    if (Enum.class.isAssignableFrom(type)) {
      // A constant with a body of its own has a class of its own below the enum's.
      String name = type.isEnum() ? type.getName() : type.getSuperclass().getName();
      return new ClassForm(Kind.CONSTANT, Tag.CONSTANT, false, new Shape(Shape.Kind.ENUM, name, List.of()), null);
    }
    return isOfTheJdk(type) ? form(isPart(type) ? Kind.JAVA_PART : Kind.NONE) : decideFields(type);
  }

  private static ClassForm decideArray(Class<?> type) {
    Class<?> component = type.getComponentType();
    if (component == byte.class) {
      return form(Kind.BYTES);
    }
    if (component.isPrimitive()) {
      return new ClassForm(Kind.PRIMITIVES, PrimitiveArrays.tag(component), false, null, null);
    }
    Class<?> element = ClassNames.element(type);
    boolean isReadable = !element.isPrimitive() && !ForbiddenClasses.isNever(element.getName()) && !element.isHidden();
    return isReadable || element.isPrimitive()
        ? new ClassForm(Kind.OBJECTS, Tag.OBJECTS, false, new Shape(Shape.Kind.ARRAY, type.getName(), List.of()), null)
        : form(Kind.NONE);
  }

  private static ClassForm decideFields(Class<?> type) throws IllegalAccessException {
    boolean isPlain = !Proxy.isProxyClass(type) && !type.isHidden();
    if (!isPlain || SerialHooks.anyIn(type)) {
      return form(Kind.NONE);
    }
    ObjectAccess access = ObjectAccess.of(type);
    // What another Java has written is still read here.
    Kind kind = access.hasFinals() && !FinalFields.canBeSet() ? Kind.NONE : Kind.FIELDS;
    return new ClassForm(kind, Tag.FIELDS, false, access.shape(), access);
  }

  private static ClassForm form(Kind kind) {
    return new ClassForm(kind, CollectionTags.NONE, false, null, null);
  }

  private static boolean isPart(Class<?> type) {
    String name = type.getName();
    return PARTS.contains(name) || name.startsWith("java.time.") || EnumSet.class.isAssignableFrom(type);
  }

  private static boolean isOfTheJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }

  Kind kind() {
    return kind;
  }

  /** The tag of a collection or of an array of primitives. */
  byte tag() {
    return tag;
  }

  /** Whether what a collection holds may belong to another object of the graph. */
  boolean isView() {
    return isView;
  }

  /** What is written of the class, or null if nothing is. */
  @Nullable Shape shape() {
    return shape;
  }

  /** How its objects are taken apart and made, or null if they aren't by their fields. */
  @Nullable ObjectAccess access() {
    return access;
  }

  /** The bytes of the shape where the first class of the value has that name. */
  byte[] block(Shape written, @Nullable String base) {
    Block known = block;
    if (known != null && (base == null ? known.base == null : base.equals(known.base))) {
      return known.bytes;
    }
    byte[] bytes = ShapeBytes.write(written, base);
    block = new Block(base, bytes);
    return bytes;
  }
}
