package org.jdance.internal.serial;

/**
 * A code for the names of classes and fields, about five bits a character: a canonical Huffman code whose lengths come from the names in some
 * ninety thousand classes of common libraries. It is a part of the format.
 */
final class NameCode {

  /** What a name ends with: nothing more to say, or of what kind the field of that name is. */
  static final String ENDS = "!LZBCSIJFD";

  private static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789$_.";
  private static final int ESCAPE = CHARACTERS.length();
  private static final int FIRST_END = ESCAPE + 1;
  private static final int FIRST_PREFIX = FIRST_END + ENDS.length();
  private static final String[] PREFIXES = {"org.", "com."};

  /** The length of each symbol's code, in base 36: the characters, an escape before any other character's 16 bits, the ends, the prefixes. */
  private static final String LENGTHS = "4755366649756445a444678779887888a97bb88887c778999bccbbaaccdedg886g658cdc79fc7a";

  private static final int MAX_LENGTH = 16;
  private static final int SYMBOLS = FIRST_PREFIX + PREFIXES.length;
  private static final int[] CODES = new int[SYMBOLS];
  /** The symbols in the order of their codes. */
  private static final int[] ORDERED = new int[SYMBOLS];
  private static final int[] COUNTS = new int[MAX_LENGTH + 1];

  static {
    int code = 0;
    int ordered = 0;
    for (int length = 1; length <= MAX_LENGTH; length++) {
      for (int symbol = 0; symbol < SYMBOLS; symbol++) {
        if (lengthOf(symbol) == length) {
          CODES[symbol] = code++;
          ORDERED[ordered++] = symbol;
          COUNTS[length]++;
        }
      }
      code <<= 1;
    }
  }

  private NameCode() {}

  /** Writes a name and its end, one of {@link #ENDS}. */
  static void write(String name, char end, Bits.Out out) {
    int from = 0;
    for (int i = 0; i < PREFIXES.length; i++) {
      if (name.startsWith(PREFIXES[i])) {
        writeSymbol(FIRST_PREFIX + i, out);
        from = PREFIXES[i].length();
      }
    }
    for (int i = from; i < name.length(); i++) {
      int symbol = CHARACTERS.indexOf(name.charAt(i));
      writeSymbol(symbol < 0 ? ESCAPE : symbol, out);
      if (symbol < 0) {
        out.put(name.charAt(i), Character.SIZE);
      }
    }
    writeSymbol(FIRST_END + ENDS.indexOf(end), out);
  }

  /** Reads a name into the text and answers its end. */
  static char read(Bits.In in, StringBuilder text) throws UndecodableException {
    while (true) {
      int symbol = readSymbol(in);
      if (symbol < ESCAPE) {
        text.append(CHARACTERS.charAt(symbol));
      } else if (symbol == ESCAPE) {
        text.append((char) in.next(Character.SIZE));
      } else if (symbol < FIRST_PREFIX) {
        return ENDS.charAt(symbol - FIRST_END);
      } else {
        text.append(PREFIXES[symbol - FIRST_PREFIX]);
      }
    }
  }

  private static void writeSymbol(int symbol, Bits.Out out) {
    out.put(CODES[symbol], lengthOf(symbol));
  }

  private static int readSymbol(Bits.In in) throws UndecodableException {
    int code = 0;
    int first = 0;
    int index = 0;
    for (int length = 1; length <= MAX_LENGTH; length++) {
      code |= in.next();
      int count = COUNTS[length];
      if (code - first < count) {
        return ORDERED[index + code - first];
      }
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw UndecodableException.damaged("no name");
  }

  private static int lengthOf(int symbol) {
    return Character.digit(LENGTHS.charAt(symbol), Character.MAX_RADIX);
  }
}
