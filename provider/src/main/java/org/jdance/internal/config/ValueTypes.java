package org.jdance.internal.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The types that the keys of the table have. */
final class ValueTypes {

  /** The shortest duration: deadlines and times to live are kept in milliseconds. */
  static final Duration MIN_DURATION = Duration.ofMillis(1);

  /** The longest duration, a hundred years: far below where sums of nanoseconds overflow. */
  static final Duration MAX_DURATION = Duration.ofDays(36_500);

  /** The longest list. */
  static final int MAX_ITEMS = 1_000;

  /** The longest item of a list, in characters. */
  static final int MAX_ITEM_CHARS = 1_000;

  private static final Pattern SHORT_DURATION = Pattern.compile("(-?\\d{1,18})(ms|s|m|h|d)?");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,18})(kb|mb|gb)?");
  private static final Pattern CLASS_PATTERN;

  static {
    String identifier = "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*";
    CLASS_PATTERN = Pattern.compile(identifier + "(\\." + identifier + ")*(\\.\\*{1,2})?");
  }

  private ValueTypes() {}

  /** {@code 250ms}, {@code 1s}, {@code 10m}, {@code 1h}, {@code 1d}, or ISO-8601. */
  static ValueType<Duration> duration() {
    return duration(MIN_DURATION);
  }

  /** A duration that is not shorter than this one, of whole milliseconds. */
  static ValueType<Duration> duration(Duration min) {
    return new ValueType<>(
        "a duration from `" + min.toMillis() + "ms` to `36500d`, such as `250ms`, `1s`, `10m`, `1h`, `1d` or `PT1S`",
        text -> parseDuration(text, min));
  }

  private static Duration parseDuration(String text, Duration min) {
    Duration duration;
    try {
      Matcher matcher = SHORT_DURATION.matcher(text);
      duration = matcher.matches() ? shortDuration(Long.parseLong(matcher.group(1)), matcher.group(2)) : Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new InvalidValueException("is not a duration");
    } catch (ArithmeticException e) {
      throw new InvalidValueException("is too long");
    }
    if (duration.compareTo(min) < 0) {
      throw new InvalidValueException("is shorter than " + min.toMillis() + "ms");
    }
    if (duration.compareTo(MAX_DURATION) > 0) {
      throw new InvalidValueException("is too long");
    }
    return duration;
  }

  private static Duration shortDuration(long amount, String unit) {
    if (unit == null) {
      throw new InvalidValueException("has no unit");
    }
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  /** {@code true} or {@code false}, nothing else. */
  static ValueType<Boolean> trueOrFalse() {
    return new ValueType<>("`true` or `false`", text -> switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new InvalidValueException("is neither true nor false");
    });
  }

  /** A whole number within bounds. */
  static ValueType<Long> count(long min, long max) {
    String allowed = "a whole number of at least " + min + (max == Long.MAX_VALUE ? "" : " and at most " + max);
    return new ValueType<>(allowed, text -> {
      if (!text.matches("-?\\d+")) {
        throw new InvalidValueException("is not a whole number");
      }
      long number;
      try {
        number = Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw new InvalidValueException("is out of range");
      }
      if (number < min || number > max) {
        throw new InvalidValueException("is out of range");
      }
      return number;
    });
  }

  /** A number of bytes, at least one. */
  static ValueType<Long> size() {
    return new ValueType<>("a number of bytes such as `1048576`, `512kB`, `64MB` or `1GB` (1kB is 1024 bytes)", text -> {
      Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
      if (!matcher.matches()) {
        throw new InvalidValueException("is not a number of bytes");
      }
      String unit = matcher.group(2);
      int shift = unit == null ? 0 : switch (unit) {
        case "kb" -> 10;
        case "mb" -> 20;
        default -> 30;
      };
      long amount = Long.parseLong(matcher.group(1));
      if (amount == 0 || amount > Long.MAX_VALUE >> shift) {
        throw new InvalidValueException("is out of range");
      }
      return amount << shift;
    });
  }

  /** One of a few words, as they are written. */
  static ValueType<String> choice(String... words) {
    List<String> choices = List.of(words);
    String allowed = choices.stream().map(word -> "`" + word + "`").collect(Collectors.joining(" or "));
    return new ValueType<>(allowed, text -> {
      if (!choices.contains(text)) {
        throw new InvalidValueException("is none of them");
      }
      return text;
    });
  }

  /** Any text, white space around it included. */
  static ValueType<String> text(String allowed) {
    return new ValueType<>(allowed, text -> text, true);
  }

  /** A short name that every kind of server can carry in a key. */
  static ValueType<String> name() {
    return new ValueType<>("1 to 64 letters, digits, `.`, `_` or `-`", text -> {
      if (!text.matches("[A-Za-z0-9._-]{1,64}")) {
        throw new InvalidValueException("is not such a name");
      }
      return text;
    });
  }

  /** Class name patterns: a class, a package, a package and all below. */
  static ValueType<List<String>> classPatterns() {
    return list("class name patterns `com.acme.Order`, `com.acme.*` (package) or `com.acme.**` (and below)", text -> {
      if (!CLASS_PATTERN.matcher(text).matches()) {
        throw new InvalidValueException("is not a class name pattern");
      }
      return text;
    });
  }

  /** Node URIs, no two of them of one server. */
  static ValueType<List<NodeSettings>> nodes() {
    ValueType<List<NodeSettings>> list = list("node URIs such as `redis://h1:6379?weight=2&zone=a&name=n1`", NodeText::parse);
    return new ValueType<>(list.allowed(), text -> {
      List<NodeSettings> nodes = list.parse(text);
      NodeText.checkDistinct(nodes);
      return nodes;
    });
  }

  private static <T> ValueType<List<T>> list(String words, Function<String, T> parser) {
    return new ValueType<>("a list, separated by `,` or `;`, of " + words, text -> {
      List<T> items = new ArrayList<>();
      for (String each : Arrays.asList(text.split("[,;]", -1))) {
        if (items.size() == MAX_ITEMS) {
          throw new InvalidValueException("has more than " + MAX_ITEMS + " items");
        }
        items.add(item(each.strip(), items.size() + 1, parser));
      }
      return List.copyOf(items);
    });
  }

  private static <T> T item(String text, int number, Function<String, T> parser) {
    try {
      if (text.isEmpty() || text.length() > MAX_ITEM_CHARS) {
        throw new InvalidValueException(text.isEmpty() ? "is empty" : "is longer than " + MAX_ITEM_CHARS + " characters");
      }
      return parser.apply(text);
    } catch (InvalidValueException e) {
      throw new InvalidValueException("is not such a list: item " + number + " " + e.reason());
    }
  }
}
