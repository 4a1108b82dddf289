package org.jdance.internal.serial;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Shape} as bytes: kind, class name, and for each level its {@code serialVersionUID} and its fields. A name begins with what it shares
 * with another, if that is worth it: of the class with the first one in the value, of a class above with the class itself.
 */
final class ShapeBytes {

  private static final Shape.Kind[] KINDS = Shape.Kind.values();
  private static final int KIND_BITS = 2;
  private static final int SHARED_BITS = 8;
  private static final int MAX_SHARED = (1 << SHARED_BITS) - 1;
  /** Naming what is shared takes a byte. */
  private static final int LEAST_SHARED = 3;
  private static final int SMALL_UID_BITS = 3;
  private static final int MAX_LEVELS = 100;
  private static final char END = NameCode.ENDS.charAt(0);

  private ShapeBytes() {}

  /**
   * The bytes.
   *
   * @param base the name of the first class in the value, or null if this is it
   */
  @SuppressWarnings("EnumOrdinal") // the order is pinned by golden files
  static byte[] write(Shape shape, @Nullable String base) {
    Bits.Out out = new Bits.Out();
    out.put(shape.kind().ordinal(), KIND_BITS);
    writeName(shape.name(), base, out);
    for (int i = 0; i < shape.levels().size(); i++) {
      Shape.Level level = shape.levels().get(i);
      if (i > 0) {
        writeName(level.name(), shape.name(), out);
      }
      writeLevel(level, out);
      out.put(i + 1 < shape.levels().size() ? 1 : 0, 1);
    }
    return out.toBytes();
  }

  private static void writeName(String name, @Nullable String base, Bits.Out out) {
    int shared = base == null ? 0 : shared(name, base);
    out.put(shared >= LEAST_SHARED ? 1 : 0, 1);
    if (shared >= LEAST_SHARED) {
      out.put(shared, SHARED_BITS);
      NameCode.write(name.substring(shared), END, out);
    } else {
      NameCode.write(name, END, out);
    }
  }

  private static int shared(String name, String base) {
    int most = Math.min(MAX_SHARED, Math.min(name.length(), base.length()));
    int shared = 0;
    while (shared < most && name.charAt(shared) == base.charAt(shared)) {
      shared++;
    }
    return shared;
  }

  private static void writeLevel(Shape.Level level, Bits.Out out) {
    long uid = level.serialVersionUid();
    boolean small = uid >= 0 && uid < 1 << SMALL_UID_BITS;
    out.put(small ? 0 : 1, 1);
    out.put(uid, small ? SMALL_UID_BITS : Long.SIZE);
    for (Shape.Field field : level.fields()) {
      NameCode.write(field.name(), field.kind(), out);
    }
    NameCode.write("", END, out);
  }

  /** Reads a shape that takes all of these bytes. */
  static Shape read(byte[] bytes, int offset, int length, @Nullable String base) throws UndecodableException {
    Bits.In in = new Bits.In(bytes, offset, length);
    Shape.Kind kind = KINDS[(int) in.next(KIND_BITS)];
    String name = readName(in, base);
    List<Shape.Level> levels = new ArrayList<>();
    if (kind == Shape.Kind.OBJECT || kind == Shape.Kind.RECORD) {
      String levelName = name;
      levels.add(readLevel(levelName, in));
      while (in.next() == 1) {
        if (levels.size() == MAX_LEVELS) {
          throw UndecodableException.damaged("more classes than any object has");
        }
        levels.add(readLevel(readName(in, name), in));
      }
    }
    in.requireEnd();
    return new Shape(kind, name, levels);
  }

  private static String readName(Bits.In in, @Nullable String base) throws UndecodableException {
    StringBuilder text = new StringBuilder();
    if (in.next() == 1) {
      int shared = (int) in.next(SHARED_BITS);
      if (base == null || shared > base.length()) {
        throw UndecodableException.damaged("a name that shares more than there is");
      }
      text.append(base, 0, shared);
    }
    if (NameCode.read(in, text) != END || text.length() == 0) {
      throw UndecodableException.damaged("a class without a name");
    }
    return text.toString();
  }

  private static Shape.Level readLevel(String name, Bits.In in) throws UndecodableException {
    long uid = in.next() == 0 ? in.next(SMALL_UID_BITS) : in.next(Long.SIZE);
    List<Shape.Field> fields = new ArrayList<>();
    while (true) {
      StringBuilder text = new StringBuilder();
      char end = NameCode.read(in, text);
      if (end == END) {
        if (text.length() > 0) {
          throw UndecodableException.damaged("a field without a type");
        }
        return new Shape.Level(name, uid, fields);
      }
      fields.add(new Shape.Field(text.toString(), end));
    }
  }
}
