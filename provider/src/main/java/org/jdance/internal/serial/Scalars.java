package org.jdance.internal.serial;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Date;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The compact encodings of single values: strings, numbers, dates, enums. Equal values have equal bytes and others have others, so that they
 * serve keys and values alike. Only the exact classes are taken: a subclass may hold more.
 */
final class Scalars {

  private static final int UUID_BYTES = 16;

  private Scalars() {}

  /**
   * Writes a value if it is a scalar.
   *
   * @return false if it isn't one; nothing is written then
   */
  static boolean write(Object value, ByteSink sink, WrittenClasses written) {
    Class<?> type = value.getClass();
    if (type == String.class) {
      Strings.write((String) value, sink);
    } else if (type == Integer.class) {
      number(Tag.INTEGER, (Integer) value, sink);
    } else if (type == Long.class) {
      number(Tag.LONG, (Long) value, sink);
    } else if (value instanceof Enum<?> constant) {
      enumConstant(constant, sink, written);
    } else if (type == UUID.class) {
      sink.require(1 + UUID_BYTES);
      sink.put(Tag.UUID);
      sink.putFixed(((UUID) value).getMostSignificantBits(), Long.BYTES);
      sink.putFixed(((UUID) value).getLeastSignificantBits(), Long.BYTES);
    } else {
      return writeBoxed(value, type, sink) || writeTime(value, type, sink) || writeBig(value, type, sink);
    }
    return true;
  }

  private static boolean writeBoxed(Object value, Class<?> type, ByteSink sink) {
    if (type == Boolean.class) {
      sink.put((Boolean) value ? Tag.TRUE : Tag.FALSE);
    } else if (type == Double.class) {
      fixed(Tag.DOUBLE, Double.doubleToLongBits((Double) value), Double.BYTES, sink);
    } else if (type == Float.class) {
      fixed(Tag.FLOAT, Float.floatToIntBits((Float) value), Float.BYTES, sink);
    } else if (type == Short.class) {
      fixed(Tag.SHORT, (Short) value, Short.BYTES, sink);
    } else if (type == Byte.class) {
      fixed(Tag.BYTE, (Byte) value, Byte.BYTES, sink);
    } else if (type == Character.class) {
      fixed(Tag.CHARACTER, (Character) value, Character.BYTES, sink);
    } else {
      return false;
    }
    return true;
  }

  @SuppressWarnings("JavaUtilDate") // what applications store is theirs to choose
  private static boolean writeTime(Object value, Class<?> type, ByteSink sink) {
    if (type == Instant.class) {
      Instant moment = (Instant) value;
      numbers(Tag.INSTANT, moment.getEpochSecond(), moment.getNano(), sink);
    } else if (type == Duration.class) {
      Duration duration = (Duration) value;
      numbers(Tag.DURATION, duration.toSeconds(), duration.toNanosPart(), sink);
    } else if (type == LocalDate.class) {
      number(Tag.LOCAL_DATE, ((LocalDate) value).toEpochDay(), sink);
    } else if (type == LocalTime.class) {
      number(Tag.LOCAL_TIME, ((LocalTime) value).toNanoOfDay(), sink);
    } else if (type == LocalDateTime.class) {
      LocalDateTime moment = (LocalDateTime) value;
      numbers(Tag.LOCAL_DATE_TIME, moment.toLocalDate().toEpochDay(), moment.toLocalTime().toNanoOfDay(), sink);
    } else if (type == Date.class) {
      number(Tag.DATE, ((Date) value).getTime(), sink);
    } else {
      return false;
    }
    return true;
  }

  private static boolean writeBig(Object value, Class<?> type, ByteSink sink) {
    if (type == BigInteger.class) {
      byte[] digits = ((BigInteger) value).toByteArray();
      sink.require(1 + ByteSink.varintSize(digits.length) + (long) digits.length);
      sink.put(Tag.BIG_INTEGER);
      sink.putVarint(digits.length);
      sink.putBytes(digits);
    } else if (type == BigDecimal.class) {
      BigDecimal decimal = (BigDecimal) value;
      byte[] digits = decimal.unscaledValue().toByteArray();
      int scaleSize = ByteSink.varintSize(ByteSink.zigzag(decimal.scale()));
      sink.require(1 + scaleSize + ByteSink.varintSize(digits.length) + (long) digits.length);
      sink.put(Tag.BIG_DECIMAL);
      sink.putZigzag(decimal.scale());
      sink.putVarint(digits.length);
      sink.putBytes(digits);
    } else {
      return false;
    }
    return true;
  }

  private static void fixed(byte tag, long value, int bytes, ByteSink sink) {
    sink.require(1 + bytes);
    sink.put(tag);
    sink.putFixed(value, bytes);
  }

  private static void number(byte tag, long value, ByteSink sink) {
    sink.require(1 + ByteSink.varintSize(ByteSink.zigzag(value)));
    sink.put(tag);
    sink.putZigzag(value);
  }

  private static void numbers(byte tag, long signed, long unsigned, ByteSink sink) {
    sink.require(1 + ByteSink.varintSize(ByteSink.zigzag(signed)) + ByteSink.varintSize(unsigned));
    sink.put(tag);
    sink.putZigzag(signed);
    sink.putVarint(unsigned);
  }

  private static void enumConstant(Enum<?> constant, ByteSink sink, WrittenClasses written) {
    Class<?> type = constant.getDeclaringClass();
    written.add(type);
    sink.put(Tag.ENUM);
    Strings.write(type.getName(), sink);
    Strings.write(constant.name(), sink);
  }

  /**
   * Reads what follows a scalar's tag. A value that the type cannot have may also end in a runtime exception of that type.
   *
   * @return null if the tag is none of a scalar
   */
  @SuppressWarnings("JavaUtilDate") // what applications store is theirs to choose
  static @Nullable Object read(byte tag, ByteSource source, ReadContext context) throws UndecodableException, ClassNotFoundException {
    return switch (tag) {
      case Tag.FALSE -> false;
      case Tag.TRUE -> true;
      case Tag.BYTE -> (byte) source.fixed(Byte.BYTES);
      case Tag.SHORT -> (short) source.fixed(Short.BYTES);
      case Tag.CHARACTER -> (char) source.fixed(Character.BYTES);
      case Tag.INTEGER -> source.zigzagInt();
      case Tag.LONG -> source.zigzag();
      case Tag.FLOAT -> Float.intBitsToFloat((int) source.fixed(Float.BYTES));
      case Tag.DOUBLE -> Double.longBitsToDouble(source.fixed(Double.BYTES));
      case Tag.STRING -> Strings.readUtf8(source);
      case Tag.STRING_UTF16 -> Strings.readUtf16(source);
      case Tag.UUID -> new UUID(source.fixed(Long.BYTES), source.fixed(Long.BYTES));
      case Tag.BIG_INTEGER -> new BigInteger(source.copy(source.length()));
      case Tag.BIG_DECIMAL -> bigDecimal(source);
      case Tag.INSTANT -> Instant.ofEpochSecond(source.zigzag(), nanos(source));
      case Tag.DURATION -> Duration.ofSeconds(source.zigzag(), nanos(source));
      case Tag.LOCAL_DATE -> LocalDate.ofEpochDay(source.zigzag());
      case Tag.LOCAL_TIME -> LocalTime.ofNanoOfDay(source.zigzag());
      case Tag.LOCAL_DATE_TIME -> LocalDateTime.of(LocalDate.ofEpochDay(source.zigzag()), LocalTime.ofNanoOfDay(source.varint()));
      case Tag.DATE -> new Date(source.zigzag());
      case Tag.ENUM -> enumConstant(source, context);
      default -> null;
    };
  }

  private static BigDecimal bigDecimal(ByteSource source) throws UndecodableException {
    int scale = source.zigzagInt();
    return new BigDecimal(new BigInteger(source.copy(source.length())), scale);
  }

  private static long nanos(ByteSource source) throws UndecodableException {
    long nanos = source.varint();
    if (nanos < 0 || nanos > 999_999_999) {
      throw UndecodableException.damaged("nanoseconds out of range");
    }
    return nanos;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // that the class is one of an enum is known at run time only
  private static Object enumConstant(ByteSource source, ReadContext context) throws UndecodableException, ClassNotFoundException {
    Class<?> type = context.enumFor(Strings.read(source));
    String name = Strings.read(source);
    return Enum.valueOf((Class<? extends Enum>) type, name);
  }
}
