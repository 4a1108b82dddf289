package org.jdance.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Options given as {@code --name=value} or {@code --name value}, and flags given as {@code --name}. Each is asked for once by its reader. */
final class CommandLine {
  private final Map<String, String> given = new LinkedHashMap<>();
  private final TreeSet<String> known = new TreeSet<>();

  CommandLine(List<String> arguments, List<String> flags) {
    known.addAll(flags);
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("--")) {
        throw new UsageException("Options start with --, got '" + argument + "'.");
      }
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument.substring(2) : argument.substring(2, equals);
      String value = "true";
      if (equals >= 0) {
        value = argument.substring(equals + 1);
      } else if (!flags.contains(name)) {
        if (++i == arguments.size()) {
          throw new UsageException("Option --" + name + " needs a value.");
        }
        value = arguments.get(i);
      }
      if (given.put(name, value) != null) {
        throw new UsageException("Option --" + name + " is given twice.");
      }
    }
  }

  boolean flag(String name) {
    return Boolean.parseBoolean(given.getOrDefault(name, "false"));
  }

  @Nullable String text(String name) {
    known.add(name);
    return given.get(name);
  }

  String text(String name, String defaultValue) {
    String value = text(name);
    return value == null ? defaultValue : value;
  }

  int number(String name, int defaultValue, int least, int most) {
    return number(name, text(name, Integer.toString(defaultValue)), least, most);
  }

  List<Integer> numbers(String name, List<Integer> defaultValue, int least, int most) {
    String value = text(name);
    if (value == null) {
      return defaultValue;
    }
    List<Integer> numbers = new ArrayList<>();
    for (String part : parts(value)) {
      numbers.add(number(name, part, least, most));
    }
    return List.copyOf(numbers);
  }

  /** Some of the choices, in the order given; {@code all} means all of them. */
  <T> List<T> choices(String name, List<T> defaultValue, List<T> all, Function<T, String> label) {
    String value = text(name);
    if (value == null) {
      return defaultValue;
    }
    if (value.equals("all")) {
      return all;
    }
    List<T> chosen = new ArrayList<>();
    for (String part : parts(value)) {
      T choice = choice(name, part, all, label);
      if (!chosen.contains(choice)) {
        chosen.add(choice);
      }
    }
    return List.copyOf(chosen);
  }

  <T> T choice(String name, String part, List<T> all, Function<T, String> label) {
    for (T choice : all) {
      if (label.apply(choice).equalsIgnoreCase(part)) {
        return choice;
      }
    }
    throw new UsageException("--" + name + " does not know '" + part + "'; it knows " + all.stream().map(label).toList() + ".");
  }

  /** To be called when all options were asked for. */
  void refuseUnknown() {
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        throw new UsageException("There is no option --" + name + "; there are " + known + ".");
      }
    }
  }

  private static List<String> parts(String value) {
    return List.of(value.split(",", -1));
  }

  private static int number(String name, String value, int least, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new UsageException("--" + name + " takes a number, got '" + value + "'.", e);
    }
    throw new UsageException("--" + name + " takes a number from " + least + " to " + most + ", got " + value + ".");
  }
}
