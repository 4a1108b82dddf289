package org.jdance.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One blocking socket of one thread, with a buffer for each direction and nothing else: no timeout, no pool, no pipeline. */
final class PlainConnection implements AutoCloseable {
  private static final int SIZE = 1 << 14;
  private static final byte[] LINE_END = {'\r', '\n'};

  private final Socket socket;
  private final OutputStream output;
  private final InputStream input;
  private byte[] out = new byte[SIZE];
  private int outLength;
  private final byte[] in = new byte[SIZE];
  private int inStart;
  private int inEnd;

  PlainConnection(ServerFleet.Server server) throws IOException {
    socket = new Socket(server.host(), server.port());
    socket.setTcpNoDelay(true);
    output = socket.getOutputStream();
    input = socket.getInputStream();
  }

  PlainConnection add(byte[] bytes) {
    room(bytes.length);
    System.arraycopy(bytes, 0, out, outLength, bytes.length);
    outLength += bytes.length;
    return this;
  }

  /** Adds text of ASCII characters. */
  PlainConnection add(String text) {
    int length = text.length();
    room(length);
    for (int i = 0; i < length; i++) {
      out[outLength + i] = (byte) text.charAt(i);
    }
    outLength += length;
    return this;
  }

  PlainConnection add(long number) {
    if (number < 0) {
      throw new IllegalArgumentException("Only what counts something is written, got " + number);
    }
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    room(digits);
    long rest = number;
    for (int i = outLength + digits - 1; i >= outLength; i--) {
      out[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    outLength += digits;
    return this;
  }

  PlainConnection endLine() {
    return add(LINE_END);
  }

  void send() throws IOException {
    output.write(out, 0, outLength);
    outLength = 0;
  }

  int readByte() throws IOException {
    if (inStart == inEnd) {
      inStart = 0;
      inEnd = input.read(in, 0, in.length);
      if (inEnd < 0) {
        inEnd = 0;
        throw new EOFException("The server closed the connection.");
      }
    }
    return in[inStart++];
  }

  byte[] readBytes(int length) throws IOException {
    byte[] bytes = new byte[length];
    int known = Math.min(length, inEnd - inStart);
    System.arraycopy(in, inStart, bytes, 0, known);
    inStart += known;
    for (int at = known; at < length; at++) {
      bytes[at] = (byte) readByte();
    }
    return bytes;
  }

  /** Reads digits; the character behind them is gone too. */
  long readNumber() throws IOException {
    int next = readByte();
    boolean negative = next == '-';
    if (negative) {
      next = readByte();
    }
    long number = 0;
    while (next >= '0' && next <= '9') {
      number = number * 10 + next - '0';
      next = readByte();
    }
    return negative ? -number : number;
  }

  void skipLine() throws IOException {
    while (readByte() != '\n') {
      // The rest of the line says nothing.
    }
  }

  String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = readByte(); next != '\n'; next = readByte()) {
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void room(int more) {
    if (outLength + more > out.length) {
      out = Arrays.copyOf(out, Math.max(out.length * 2, outLength + more));
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
