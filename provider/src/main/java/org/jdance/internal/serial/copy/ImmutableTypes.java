package org.jdance.internal.serial.copy;

import java.io.File;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.chrono.HijrahChronology;
import java.time.chrono.HijrahDate;
import java.time.chrono.IsoChronology;
import java.time.chrono.JapaneseChronology;
import java.time.chrono.JapaneseDate;
import java.time.chrono.JapaneseEra;
import java.time.chrono.MinguoChronology;
import java.time.chrono.MinguoDate;
import java.time.chrono.ThaiBuddhistChronology;
import java.time.chrono.ThaiBuddhistDate;
import java.util.Collections;
import java.util.Currency;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jdance.internal.serial.fields.SerialHooks;

/** Which classes have only instances that can never change. */
final class ImmutableTypes {

  /** Classes of the JDK; exactly these, since a subclass of {@link BigDecimal} may be mutable. */
  static final Set<Class<?>> OF_THE_JDK = Set.of(
      String.class, Boolean.class, Character.class, Byte.class, Short.class, Integer.class, Long.class, Float.class, Double.class,
      BigInteger.class, BigDecimal.class, MathContext.class,
      Class.class, StackTraceElement.class, File.class, URI.class, Pattern.class, UUID.class, Locale.class, Currency.class,
      Duration.class, Instant.class, LocalDate.class, LocalDateTime.class, LocalTime.class, MonthDay.class, OffsetDateTime.class,
      OffsetTime.class, Period.class, Year.class, YearMonth.class, ZoneOffset.class, ZonedDateTime.class,
      ZoneId.of("UTC").getClass(),
      HijrahDate.class, JapaneseDate.class, JapaneseEra.class, MinguoDate.class, ThaiBuddhistDate.class,
      HijrahChronology.class, IsoChronology.class, JapaneseChronology.class, MinguoChronology.class, ThaiBuddhistChronology.class,
      Collections.emptyList().getClass(), Collections.emptySet().getClass(), Collections.emptyMap().getClass(),
      Collections.reverseOrder().getClass(), String.CASE_INSENSITIVE_ORDER.getClass());

  private ImmutableTypes() {}

  /** Whether whatever a field or an array element of this declared type may refer to is immutable and serializable. */
  static boolean asDeclared(Class<?> declared) {
    return asDeclared(declared, new HashSet<>());
  }

  /**
   * Whether the declaration of a class that leaves its serialization to the JDK makes all of its instances immutable: all fields are final,
   * none is transient, and each is of a type for which {@link #asDeclared} holds.
   */
  static boolean byDeclaration(Class<?> type) {
    return byDeclaration(type, new HashSet<>());
  }

  /**
   * As above.
   *
   * @param assumed classes whose fields are being looked at further up, or are done: a class that refers to itself is immutable if nothing
   *     else speaks against it, and the first that does ends the whole search
   */
  private static boolean asDeclared(Class<?> declared, Set<Class<?>> assumed) {
    if (declared.isPrimitive() || declared.isEnum()) {
      return true;
    }
    if (!Modifier.isFinal(declared.getModifiers()) || declared.isArray()) {
      return false;
    }
    return OF_THE_JDK.contains(declared)
        || (Serializable.class.isAssignableFrom(declared) && !SerialHooks.anyInOrAbove(declared) && byDeclaration(declared, assumed));
  }

  private static boolean byDeclaration(Class<?> type, Set<Class<?>> assumed) {
    if (!assumed.add(type)) {
      return true;
    }
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        int modifiers = field.getModifiers();
        if (!Modifier.isStatic(modifiers)
            && (!Modifier.isFinal(modifiers) || Modifier.isTransient(modifiers) || !asDeclared(field.getType(), assumed))) {
          return false;
        }
      }
    }
    return true;
  }
}
