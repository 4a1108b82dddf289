package org.jdance.internal.serial;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;

/** Java serialization: plain for bytes that stay in this JVM, and with named classes and limits for those that leave it. */
final class JavaSerialization {

  private JavaSerialization() {}

  /** Writes an object graph for this JVM: any serializable class. */
  static byte[] write(Object graph) throws IOException {
    ByteSink sink = new ByteSink(Integer.MAX_VALUE - 8);
    try (ObjectOutputStream out = new ObjectOutputStream(sink)) {
      out.writeObject(graph);
    }
    return sink.toBytes();
  }

  /** Reads what {@link #write} has written a moment ago: any class, no limits. Never for bytes from outside. */
  static Object read(byte[] bytes, ClassResolver resolver) throws IOException, ClassNotFoundException {
    return readFrom(new ByteArrayInputStream(bytes), bytes.length, ReadContext.trusted(resolver));
  }

  /** Writes a value for other JVMs behind what the sink holds already. */
  static void write(Object value, ByteSink sink, WrittenClasses written) throws IOException {
    try (GraphOutput out = new GraphOutput(sink, written)) {
      out.writeObject(value);
    }
  }

  /** Reads a value from the rest of the bytes. */
  static Object read(ByteSource source, ReadContext context) throws IOException, ClassNotFoundException {
    int length = source.remaining();
    return readFrom(new ByteArrayInputStream(source.array(), source.skip(length), length), length, context);
  }

  private static Object readFrom(ByteArrayInputStream in, int length, ReadContext context) throws IOException, ClassNotFoundException {
    try (GraphInput graph = new GraphInput(in, length, context)) {
      return readWhole(graph, in);
    }
  }

  /** Reads the one object of a stream, which must be all there is in it. */
  static Object readWhole(GraphInput graph, ByteArrayInputStream in) throws IOException, ClassNotFoundException {
    Object value = graph.readObject();
    if (value == null || in.available() > 0) {
      throw UndecodableException.damaged(value == null ? "a null" : "bytes after the end");
    }
    return value;
  }
}
