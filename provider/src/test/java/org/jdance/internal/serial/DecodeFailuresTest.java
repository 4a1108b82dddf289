package org.jdance.internal.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.InvalidClassException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jdance.internal.base.ManualTime;
import org.jdance.internal.serial.UndecodableException.Kind;
import org.junit.jupiter.api.Test;

/** What the log says of what could not be decoded, and how often. */
class DecodeFailuresTest {

  private final ManualTime time = new ManualTime();
  private final SerializationCounts counts = new SerializationCounts();
  private final DecodeFailures failures = new DecodeFailures("orders", counts, time);

  /** The lines that are logged meanwhile. */
  private static List<String> logged(Runnable action) {
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    PrintStream before = System.err;
    try (PrintStream replaced = new PrintStream(captured, true, StandardCharsets.UTF_8)) {
      System.setErr(replaced);
      action.run();
    } finally {
      System.setErr(before);
    }
    return captured.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private void refuse(String className) {
    failures.report("value", new UndecodableException(Kind.NOT_ALLOWED, className, "not allowed"));
  }

  @Test
  void aClassIsNamedOnceInAWhileWithWhatToAdd() {
    List<String> lines =
        logged(
            () -> {
              refuse("com.acme.Order");
              refuse("com.acme.Order");
              refuse("com.acme.Other");
            });
    assertEquals(2, lines.size(), lines::toString);
    assertTrue(lines.get(0).contains("WARN") && lines.get(0).contains("Cache 'orders'"), lines.get(0));
    assertTrue(lines.get(0).contains("jdance.serialization.allow=com.acme.Order (or its package, com.acme.*)"), lines.get(0));
    assertEquals(3, counts.undecodable());
    assertEquals(3, counts.refusedClasses());
    time.advance(DecodeFailures.QUIET_NANOS / 1_000_000 + 1);
    assertEquals(1, logged(() -> refuse("com.acme.Order")).size());
  }

  @Test
  void manyClassesDoNotFloodTheLog() {
    List<String> lines =
        logged(
            () -> {
              for (int i = 0; i < 1_000; i++) {
                refuse("com.acme.Order" + i);
              }
            });
    assertEquals(DecodeFailures.MAX_LINES, lines.size());
    assertEquals(1_000, counts.undecodable());
  }

  @Test
  void eachKindSaysWhatToDo() {
    assertTrue(DecodeFailures.line("key", new UndecodableException(Kind.NEVER, "java.net.URL", "x")).contains("store plain data instead"));
    assertFalse(DecodeFailures.line("key", new UndecodableException(Kind.NEVER, "java.net.URL", "x")).contains("serialization.allow"));
    String prone = DecodeFailures.line("value", new UndecodableException(Kind.GADGET_PRONE, "org.python.X", "x"));
    assertTrue(prone.contains("known for attacks") && prone.contains("jdance.serialization.allow=org.python.X"), prone);
    assertTrue(DecodeFailures.line("value", UndecodableException.of(new ClassNotFoundException("a.B"))).contains("class a.B, which no class loader"));
    String changed = DecodeFailures.line("value", UndecodableException.of(new InvalidClassException("a.B", "local class incompatible")));
    assertTrue(changed.contains("a.B") && changed.contains("another version"), changed);
  }

  @Test
  void foreignMessagesAndNamesAreNotLoggedAsTheyAre() {
    String other = DecodeFailures.line("value", UndecodableException.of(new NumberFormatException("For input string: s3cret")));
    assertTrue(other.contains("NumberFormatException") && !other.contains("s3cret"), other);
    Serialization serialization = Serials.strict();
    String name = "a.B\nWARN forged " + "x".repeat(5_000);
    byte[] enumOfThatName = {Tag.ENUM};
    ByteSink sink = new ByteSink(ByteSink.MAX_KEY_BYTES);
    sink.putBytes(enumOfThatName);
    Strings.write(name, sink);
    Strings.write("ONE", sink);
    List<String> lines = logged(() -> serialization.values().decode(sink.toBytes()));
    assertEquals(1, lines.size());
    assertTrue(lines.get(0).contains("a.B?WARN?forged?xxx") && lines.get(0).length() < 1_500, lines.get(0));
  }

  @Test
  void aLearnedClassIsLoggedOnce() {
    Serialization serialization = Serials.learning();
    Object order = new ClassPolicyTest.Order("o");
    List<String> lines =
        logged(
            () -> {
              serialization.values().encode(order);
              serialization.values().encode(order);
            });
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(lines.get(0).contains("Cache 'orders'") && lines.get(0).contains("ClassPolicyTest$Order"), lines.get(0));
  }
}
