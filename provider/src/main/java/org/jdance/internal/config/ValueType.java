package org.jdance.internal.config;

import java.util.Optional;
import java.util.function.Function;

/**
 * How the text of a value becomes a {@code T}.
 *
 * @param <T> what the text means
 * @param allowed the allowed texts, in words
 * @param parser reads the text, or throws {@link InvalidValueException}
 * @param verbatim whether white space around the text belongs to the value
 */
record ValueType<T>(String allowed, Function<String, T> parser, boolean verbatim) {

  /** The text by which a value is switched off, for one cache or by a later source. */
  static final String NONE = "none";

  ValueType(String allowed, Function<String, T> parser) {
    this(allowed, parser, false);
  }

  /** What the text means; throws {@link InvalidValueException} if it is not allowed. */
  T parse(String text) {
    return parser.apply(verbatim ? text : text.strip());
  }

  /** This type, with a reason of its own for one text that is not allowed. */
  ValueType<T> refusing(String refused, String reason) {
    return new ValueType<>(allowed, text -> {
      if (text.equals(refused)) {
        throw new InvalidValueException(reason);
      }
      return parser.apply(text);
    }, verbatim);
  }

  /** This type, or the word {@code none} for no value. */
  ValueType<Optional<T>> orNone() {
    return new ValueType<>(allowed + ", or `none`", text -> text.equals(NONE) ? Optional.empty()
        : Optional.of(parser.apply(text)), verbatim);
  }

  /** This type where a key without a value has no value either. */
  ValueType<Optional<T>> optional() {
    return new ValueType<>(allowed, text -> Optional.of(parser.apply(text)), verbatim);
  }
}
