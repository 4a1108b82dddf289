package org.jdance.internal.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.jdance.internal.base.Deadline;
import org.junit.jupiter.api.Test;

/** What is sent when the socket takes little. */
class SenderTest {

  private static final Object SESSION = new Object();

  /** A wire that takes as many bytes as it is told. */
  private static final class NarrowWire implements Wire {

    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private int room;
    private int writes;

    @Override
    public void write(ByteBuffer bytes) {
      writes++;
      int length = Math.min(room, bytes.remaining());
      byte[] part = new byte[length];
      bytes.get(part);
      taken.writeBytes(part);
      room -= length;
    }

    @Override
    public boolean flush() {
      return true;
    }

    @Override
    public int read(ByteBuffer into) {
      return 0;
    }

    @Override
    public boolean hasRecords() {
      return true;
    }

    @Override
    public boolean holdsInput() {
      return false;
    }

    String text() {
      return taken.toString(StandardCharsets.ISO_8859_1);
    }
  }

  private final NarrowWire wire = new NarrowWire();
  private final RequestQueue queue = new RequestQueue(new BytesRequest(""));
  private final Sender sender = new Sender(queue, 0);

  @Test
  void requestsThatWaitTogetherGoInOneWrite() throws IOException {
    submit("one ");
    submit("two ");
    submit("three");
    wire.room = 100;
    assertTrue(sender.send(wire, SESSION));
    assertEquals("one two three", wire.text());
    assertEquals(1, wire.writes);
  }

  @Test
  void whatTheSocketDidNotTakeCanStillBeAbandoned() throws IOException {
    BytesRequest one = submit("one ");
    BytesRequest two = submit("two ");
    BytesRequest three = submit("three ");
    submit("four");
    wire.room = 2;
    assertFalse(sender.send(wire, SESSION));
    assertTrue(sender.isBlocked());
    assertTrue(one.isSent());
    assertFalse(two.isSent());
    three.abandon();
    assertFalse(mayHaveRun(three));
    wire.room = 100;
    assertTrue(sender.send(wire, SESSION));
    assertEquals("one two four", wire.text());
    one.abandon();
    assertTrue(mayHaveRun(one));
  }

  @Test
  void aSocketThatTakesNothingHasHandedOverNothing() throws IOException {
    BytesRequest one = submit("one");
    assertFalse(sender.send(wire, SESSION));
    assertFalse(one.isSent());
    assertEquals(0, sender.handedOver());
    one.abandon();
    submit("two");
    wire.room = 100;
    assertTrue(sender.send(wire, SESSION));
    assertEquals("two", wire.text());
  }

  @Test
  void anyBytesComeOutAsTheyWentInHoweverLittleTheSocketTakes() throws IOException {
    Random random = new Random(17);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    for (int i = 0; i < 300; i++) {
      byte[] bytes = new byte[random.nextInt(10) == 0 ? OutputBuffer.LARGE_ARRAY + random.nextInt(200_000) : random.nextInt(3_000)];
      random.nextBytes(bytes);
      expected.writeBytes(bytes);
      append(new BytesRequest(bytes));
      wire.room = random.nextInt(100_000);
      sender.send(wire, SESSION);
    }
    for (int i = 0; i < 100_000 && !sender.send(wire, SESSION); i++) {
      wire.room = random.nextInt(5_000);
    }
    assertTrue(Arrays.equals(expected.toByteArray(), wire.taken.toByteArray()));
    assertEquals(expected.size(), sender.handedOver());
  }

  private BytesRequest submit(String text) {
    return append(new BytesRequest(text));
  }

  private BytesRequest append(BytesRequest request) {
    request.assign(null, Deadline.NONE);
    sender.append(request, request, 1);
    return request;
  }

  private static boolean mayHaveRun(BytesRequest request) {
    return ((BytesRequest.Failure) request.failureIfThere()).mayHaveRun;
  }
}
