package org.jdance.internal.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What one connection has encoded and not yet sent: small parts copied one after the other, large arrays as they are. */
public final class OutputBuffer {

  /** An array of this many bytes is not copied but sent from where it is. */
  public static final int LARGE_ARRAY = 16 << 10;

  /** Encoding stops when there is this much to send, so that what comes later can still be taken back. */
  static final int BATCH_BYTES = 64 << 10;

  /** A record of several commands ends behind the one that makes it so long; with one more command of this length it is still one record. */
  private static final int RECORD_BYTES = 4 << 10;

  private static final int INITIAL_CAPACITY = 16 << 10;

  /** A buffer that has grown beyond this is not kept. */
  private static final int KEPT_CAPACITY = 256 << 10;

  /** How much of an array is given to the operating system at once, since the JDK copies it into a buffer of that size for each thread. */
  private static final int ARRAY_SLICE = 64 << 10;

  private static final byte[] MIN_LONG = Long.toString(Long.MIN_VALUE).getBytes(StandardCharsets.US_ASCII);

  private ByteBuffer small = ByteBuffer.allocateDirect(INITIAL_CAPACITY);
  private final List<Large> large = new ArrayList<>();
  private final ByteBuffer nothing = ByteBuffer.allocate(0);
  private boolean inRecords;
  private int recordStart;
  private int smallSent;
  private int largeIndex;

  /** A large array and its place: before the small byte at {@code at}. */
  private record Large(int at, ByteBuffer bytes) {}

  /** Whether what is put from now on is cut into records. */
  void setInRecords(boolean cut) {
    inRecords = cut;
  }

  /** A command ends here, and with it perhaps a record. */
  public void endOfCommand() {
    if (inRecords && (small.position() - recordStart >= RECORD_BYTES || (holdsLarge() && small.position() > large.get(large.size() - 1).at()))) {
      recordStart = small.position();
      large.add(new Large(recordStart, nothing));
    }
  }

  /** Puts one byte. */
  public void put(byte b) {
    room(1).put(b);
  }

  /** Puts bytes, which nobody changes until they are sent. */
  public void put(byte[] bytes) {
    if (bytes.length >= LARGE_ARRAY) {
      large.add(new Large(small.position(), ByteBuffer.wrap(bytes)));
    } else {
      room(bytes.length).put(bytes);
    }
  }

  /** Puts a number in decimal digits. */
  public void putDecimal(long number) {
    if (number == Long.MIN_VALUE) {
      put(MIN_LONG);
      return;
    }
    long rest = Math.abs(number);
    int digits = 1;
    for (long n = rest; n >= 10; n /= 10) {
      digits++;
    }
    room(digits + 1);
    if (number < 0) {
      small.put((byte) '-');
    }
    int end = small.position() + digits;
    for (int at = end - 1; at >= end - digits; at--) {
      small.put(at, (byte) ('0' + rest % 10));
      rest /= 10;
    }
    small.position(end);
  }

  /** Puts a character, a number that is not negative in decimal digits, and the end of a line. */
  public void putDecimal(char before, int number) {
    int digits = 1;
    for (int n = number; n >= 10; n /= 10) {
      digits++;
    }
    ByteBuffer to = room(digits + 3);
    int at = to.position() + digits;
    to.put(to.position(), (byte) before);
    int rest = number;
    for (int i = at; i > at - digits; i--) {
      to.put(i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
    to.put(at + 1, (byte) '\r');
    to.put(at + 2, (byte) '\n');
    to.position(at + 3);
  }

  /** How many bytes are still to be sent. */
  long size() {
    long size = (long) small.position() - smallSent;
    for (int i = largeIndex; i < large.size(); i++) {
      size += large.get(i).bytes().remaining();
    }
    return size;
  }

  boolean isEmpty() {
    return smallSent == small.position() && largeIndex == large.size();
  }

  boolean holdsLarge() {
    for (int i = largeIndex; i < large.size(); i++) {
      if (large.get(i).bytes().capacity() > 0) {
        return true;
      }
    }
    return false;
  }

  /** Takes back the last bytes put, none of which was sent. */
  void takeBack(long bytes) {
    long rest = bytes;
    while (rest > 0 && largeIndex < large.size()) {
      Large last = large.get(large.size() - 1);
      int behind = small.position() - last.at();
      if (behind >= rest) {
        break;
      }
      small.position(last.at());
      rest -= behind + last.bytes().remaining();
      large.remove(large.size() - 1);
    }
    small.position(small.position() - (int) rest);
    recordStart = Math.min(recordStart, small.position());
  }

  /** Sends what goes without waiting; whether all is gone. */
  boolean sendTo(Wire wire) throws IOException {
    while (true) {
      boolean beforeLarge = largeIndex < large.size();
      int end = beforeLarge ? large.get(largeIndex).at() : small.position();
      if (smallSent < end) {
        sendSmall(wire, end);
        if (smallSent < end) {
          return false;
        }
      }
      if (!beforeLarge) {
        reset();
        return wire.flush();
      }
      if (!sendLarge(wire, large.get(largeIndex).bytes())) {
        return false;
      }
      largeIndex++;
    }
  }

  /** Sends small bytes up to {@code end}, from the buffer itself: a view of it for each packet would be an object for each. */
  private void sendSmall(Wire wire, int end) throws IOException {
    int put = small.position();
    small.limit(end).position(smallSent);
    try {
      wire.write(small);
    } finally {
      smallSent = small.position();
      small.limit(small.capacity()).position(put);
    }
  }

  private static boolean sendLarge(Wire wire, ByteBuffer bytes) throws IOException {
    int end = bytes.limit();
    while (bytes.hasRemaining()) {
      int slice = Math.min(ARRAY_SLICE, bytes.remaining());
      bytes.limit(bytes.position() + slice);
      try {
        wire.write(bytes);
        if (bytes.hasRemaining()) {
          return false;
        }
      } finally {
        bytes.limit(end);
      }
    }
    return true;
  }

  private void reset() {
    large.clear();
    largeIndex = 0;
    smallSent = 0;
    recordStart = 0;
    if (small.capacity() > KEPT_CAPACITY) {
      small = ByteBuffer.allocateDirect(INITIAL_CAPACITY);
    } else {
      small.clear();
    }
  }

  private ByteBuffer room(int bytes) {
    if (small.remaining() < bytes) {
      int capacity = Math.max(2 * small.capacity(), Math.addExact(small.position(), bytes));
      small = ByteBuffer.allocateDirect(capacity).put(small.flip());
    }
    return small;
  }
}
