package org.jdance.internal.serial.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.net.URI;
import java.time.DayOfWeek;
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
import java.time.chrono.HijrahDate;
import java.time.chrono.JapaneseDate;
import java.time.chrono.MinguoDate;
import java.time.chrono.ThaiBuddhistDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdance.internal.serial.copy.CopySamples.Blob;
import org.jdance.internal.serial.copy.CopySamples.Chain;
import org.jdance.internal.serial.copy.CopySamples.Colour;
import org.jdance.internal.serial.copy.CopySamples.FinalButSettable;
import org.jdance.internal.serial.copy.CopySamples.FinalChildOfSettable;
import org.jdance.internal.serial.copy.CopySamples.FinalWithArray;
import org.jdance.internal.serial.copy.CopySamples.FinalWithParts;
import org.jdance.internal.serial.copy.CopySamples.FinalWithTransient;
import org.jdance.internal.serial.copy.CopySamples.Holder;
import org.jdance.internal.serial.copy.CopySamples.ImmutableBean;
import org.jdance.internal.serial.copy.CopySamples.ImmutableWithReadObject;
import org.jdance.internal.serial.copy.CopySamples.Named;
import org.jdance.internal.serial.copy.CopySamples.Point;
import org.jdance.internal.serial.copy.CopySamples.Price;
import org.jdance.internal.serial.copy.CopySamples.Singleton;
import org.jdance.internal.serial.copy.CopySamples.WithBodies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("JavaUtilDate") // Users store them, so they have to be copied.
class CopierImmutabilityTest {

  private final Copier copier = new Copier();

  static Stream<Object> immutable() {
    LocalDate day = LocalDate.of(2024, 2, 29);
    Point point = new Point(1, 2);
    return Stream.of(
        "text", 1, 2L, (short) 3, (byte) 4, 'c', true, 1.5f, 2.5, BigInteger.TEN, BigDecimal.ONE, MathContext.DECIMAL64,
        new UUID(1, 2), URI.create("a:b"), Locale.FRANCE, Currency.getInstance("EUR"), Pattern.compile("a+"), new File("a"),
        String.class, int[].class, Colour.RED, WithBodies.PLUS, Singleton.INSTANCE, new Throwable().getStackTrace()[0],
        Duration.ofDays(1), Instant.EPOCH, day, LocalTime.NOON, day.atStartOfDay(), MonthDay.of(1, 2), Period.ofDays(1), Year.of(2000),
        YearMonth.of(2000, 1), DayOfWeek.MONDAY, ZoneOffset.UTC, ZoneId.of("Europe/Paris"), LocalDateTime.MIN,
        OffsetDateTime.MIN, OffsetTime.MIN, ZonedDateTime.of(day, LocalTime.NOON, ZoneId.of("Asia/Tokyo")),
        JapaneseDate.from(day), ThaiBuddhistDate.from(day), MinguoDate.from(day), HijrahDate.from(day),
        List.of(), List.of(1), List.of(1, 2), List.of(1, 2, 3), Set.of(), Set.of(1), Set.of(1, 2, 3), Map.of(), Map.of(1, "a"),
        Map.of(1, "a", 2, "b", 3, "c"), Stream.of("a", null, "c").toList(),
        List.of(List.of(Map.of("k", Set.of(point)))),
        List.of(List.of(List.of(List.of(List.of(List.of(List.of("deep"))))))),
        Collections.emptyList(), Collections.emptySet(), Collections.emptyMap(),
        Collections.singletonList("a"), Collections.singleton("a"), Collections.singletonMap("a", 1),
        Comparator.naturalOrder(), Comparator.reverseOrder(), String.CASE_INSENSITIVE_ORDER,
        point, new Named("a", point, Colour.RED), new Named(null, null, null), new Chain("a", new Chain("b", null)),
        new Holder("a"), new Holder(null), new Holder(new Holder(point)), new Holder(WithBodies.MINUS),
        new Price(BigDecimal.TEN, 5, List.of("a")), new Price(null, 5, null),
        new ImmutableBean("a", 1, point), new FinalWithParts("a", BigDecimal.ONE, List.of(1)), new FinalWithParts(null, null, null));
  }

  static Stream<Arguments> mutable() {
    return Stream.<Object>of(
        new FinalButSettable(), new FinalWithArray(), new FinalWithTransient(), new FinalChildOfSettable(), new ImmutableWithReadObject(),
        new BigDecimal("1") {
          private static final long serialVersionUID = 1L;
        },
        new FinalWithParts("a", null, new ArrayList<>(List.of("a"))), new FinalWithParts("a", new int[0], List.of()),
        new FinalWithParts("a", null, Collections.unmodifiableList(new ArrayList<>())),
        new Price(BigDecimal.ONE, 1, new ArrayList<>()), new Blob(new byte[1]), new Holder(new Holder(new Date(1))),
        new Holder(new FinalButSettable()), List.of("a", new Date(1)), List.of(List.of(List.of(new Date(1)))),
        Set.of(new Date(1)), Map.of("a", new Date(1)), Map.of(new Date(1), "a"), Map.of("a", 1, "b", new Date(1)),
        Collections.singletonList(new Date(1)), Collections.singleton(new Date(1)), Collections.singletonMap("a", new Date(1)),
        Collections.unmodifiableList(new ArrayList<>(List.of("a"))), Collections.unmodifiableSet(Set.of("a")), Arrays.asList("a", "b"),
        List.of(Arrays.asList("a")), new String[] {"a"}, new int[0], new ArrayList<>(), new Date(1))
        .map(object -> Arguments.of(object));
  }

  @ParameterizedTest
  @MethodSource("immutable")
  void whatIsImmutableIsNotCopied(Object object) {
    assertSame(object, copier.copy(object));
  }

  @ParameterizedTest
  @MethodSource("mutable")
  void whatIsMutableIsCopied(Object object) {
    assertNotSame(object, copier.copy(object));
  }

  @ParameterizedTest
  @MethodSource("immutable")
  void whatIsImmutableIsSharedByTheCopiesOfWhatHoldsIt(Object object) {
    assertSame(object, ((Object[]) copier.copy(new Object[] {object}))[0]);
  }

  @Test
  void anUnmodifiableViewIsCutOffFromItsOriginal() {
    List<String> below = new ArrayList<>(List.of("a"));
    Object copy = copier.copy(Collections.unmodifiableList(below));
    below.add("b");
    assertEquals(List.of("a"), copy);
  }

  @Test
  void mutableContentsOfARecordAreCutOff() {
    List<String> notes = new ArrayList<>(List.of("a"));
    Price copy = (Price) copier.copy(new Price(BigDecimal.ONE, 1, notes));
    notes.add("b");
    assertEquals(List.of("a"), copy.notes());
  }

  @Test
  void arraysAndOpenTypesAreNotImmutableByDeclaration() {
    assertFalse(ImmutableTypes.asDeclared(int[].class));
    assertFalse(ImmutableTypes.asDeclared(Object.class));
    assertFalse(ImmutableTypes.asDeclared(BigDecimal.class));
    assertFalse(ImmutableTypes.asDeclared(Number.class));
    assertFalse(ImmutableTypes.asDeclared(Enum.class));
    assertFalse(ImmutableTypes.byDeclaration(Holder.class));
  }
}
