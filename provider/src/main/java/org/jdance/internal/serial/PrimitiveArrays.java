package org.jdance.internal.serial;

import java.util.Map;
import java.util.Objects;

/** Arrays of primitives, other than bytes: the count, then small whole numbers in few bytes and all others in their size. */
final class PrimitiveArrays {

  private static final Map<Class<?>, Byte> TAGS =
      Map.of(
          boolean.class, Tag.BOOLEANS,
          short.class, Tag.SHORTS,
          char.class, Tag.CHARS,
          int.class, Tag.INTS,
          long.class, Tag.LONGS,
          float.class, Tag.FLOATS,
          double.class, Tag.DOUBLES);

  private PrimitiveArrays() {}

  /** The tag of arrays of that primitive type. */
  static byte tag(Class<?> component) {
    return Objects.requireNonNull(TAGS.get(component));
  }

  /** Writes what follows the tag. */
  static void write(Object array, ByteSink sink) {
    if (array instanceof int[] ints) {
      sink.putVarint(ints.length);
      for (int each : ints) {
        sink.putZigzag(each);
      }
    } else if (array instanceof long[] longs) {
      sink.putVarint(longs.length);
      for (long each : longs) {
        sink.putZigzag(each);
      }
    } else if (array instanceof double[] doubles) {
      sink.putVarint(doubles.length);
      for (double each : doubles) {
        sink.putFixed(Double.doubleToRawLongBits(each), Double.BYTES);
      }
    } else if (array instanceof char[] chars) {
      sink.putVarint(chars.length);
      for (char each : chars) {
        sink.putVarint(each);
      }
    } else if (array instanceof boolean[] booleans) {
      sink.putVarint(booleans.length);
      for (boolean each : booleans) {
        sink.put(each ? 1 : 0);
      }
    } else if (array instanceof short[] shorts) {
      sink.putVarint(shorts.length);
      for (short each : shorts) {
        sink.putZigzag(each);
      }
    } else {
      float[] floats = (float[]) array;
      sink.putVarint(floats.length);
      for (float each : floats) {
        sink.putFixed(Float.floatToRawIntBits(each), Float.BYTES);
      }
    }
  }

  /** Reads what follows the tag. */
  static Object read(byte tag, ByteSource source) throws UndecodableException {
    return switch (tag) {
      case Tag.INTS -> {
        int[] ints = new int[source.count(1)];
        for (int i = 0; i < ints.length; i++) {
          ints[i] = source.zigzagInt();
        }
        yield ints;
      }
      case Tag.LONGS -> {
        long[] longs = new long[source.count(1)];
        for (int i = 0; i < longs.length; i++) {
          longs[i] = source.zigzag();
        }
        yield longs;
      }
      case Tag.DOUBLES -> {
        double[] doubles = new double[source.count(Double.BYTES)];
        for (int i = 0; i < doubles.length; i++) {
          doubles[i] = Double.longBitsToDouble(source.fixed(Double.BYTES));
        }
        yield doubles;
      }
      case Tag.CHARS -> {
        char[] chars = new char[source.count(1)];
        for (int i = 0; i < chars.length; i++) {
          chars[i] = character(source);
        }
        yield chars;
      }
      case Tag.BOOLEANS -> {
        boolean[] booleans = new boolean[source.count(1)];
        for (int i = 0; i < booleans.length; i++) {
          booleans[i] = truth(source);
        }
        yield booleans;
      }
      case Tag.SHORTS -> {
        short[] shorts = new short[source.count(1)];
        for (int i = 0; i < shorts.length; i++) {
          shorts[i] = shortInt(source);
        }
        yield shorts;
      }
      default -> {
        float[] floats = new float[source.count(Float.BYTES)];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = Float.intBitsToFloat((int) source.fixed(Float.BYTES));
        }
        yield floats;
      }
    };
  }

  static short shortInt(ByteSource source) throws UndecodableException {
    int number = source.zigzagInt();
    if (number != (short) number) {
      throw UndecodableException.damaged("a number out of range");
    }
    return (short) number;
  }

  static char character(ByteSource source) throws UndecodableException {
    long number = source.varint();
    if (number != (char) number) {
      throw UndecodableException.damaged("a number out of range");
    }
    return (char) number;
  }

  static boolean truth(ByteSource source) throws UndecodableException {
    byte number = source.next();
    if (number < 0 || number > 1) {
      throw UndecodableException.damaged("neither true nor false");
    }
    return number == 1;
  }
}
