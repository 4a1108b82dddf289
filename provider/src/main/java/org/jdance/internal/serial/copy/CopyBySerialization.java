package org.jdance.internal.serial.copy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A copy made by writing an object with Java serialization and reading it back, in memory.
 *
 * <p>The classes are not looked up by name: each is the very class that was written, whatever loader it came from.
 */
final class CopyBySerialization {

  private static final int FIRST_BUFFER_BYTES = 512;

  private CopyBySerialization() {}

  /**
   * The copy.
   *
   * @throws org.jdance.CacheSerializationException if the object can't be written or read
   */
  static Object copy(Object original) {
    Object copy = writeAndRead(original);
    if (copy == null) {
      throw CopyRefusals.readAsNull(original);
    }
    return copy;
  }

  private static @Nullable Object writeAndRead(Object original) {
    try {
      List<Class<?>> classes = new ArrayList<>();
      Bytes bytes = new Bytes();
      try (Writer writer = new Writer(bytes, classes)) {
        writer.writeObject(original);
      }
      try (Reader reader = new Reader(bytes.read(), classes)) {
        return reader.readObject();
      }
    } catch (NotSerializableException e) {
      throw CopyRefusals.notSerializable(original, e);
    } catch (StackOverflowError e) {
      throw CopyRefusals.tooDeep(original, e);
    } catch (IOException | ClassNotFoundException | RuntimeException e) {
      throw CopyRefusals.failed(original, e);
    }
  }

  /** A byte array that is read where it was written. */
  private static final class Bytes extends ByteArrayOutputStream {

    Bytes() {
      super(FIRST_BUFFER_BYTES);
    }

    ByteArrayInputStream read() {
      return new ByteArrayInputStream(buf, 0, count);
    }
  }

  /** Writes behind the name of a class where in the list of classes it is. */
  private static final class Writer extends ObjectOutputStream {

    private final List<Class<?>> classes;

    Writer(Bytes bytes, List<Class<?>> classes) throws IOException {
      super(bytes);
      this.classes = classes;
    }

    @Override
    protected void annotateClass(Class<?> type) throws IOException {
      writeInt(classes.size());
      classes.add(type);
    }

    @Override
    protected void annotateProxyClass(Class<?> type) throws IOException {
      annotateClass(type);
    }
  }

  /** Takes the classes from the list. */
  private static final class Reader extends ObjectInputStream {

    private final List<Class<?>> classes;

    Reader(ByteArrayInputStream bytes, List<Class<?>> classes) throws IOException {
      super(bytes);
      this.classes = classes;
      // The bytes come from objects that this JVM already has: a filter that the JVM has for foreign bytes is not for them.
      setObjectInputFilter(info -> ObjectInputFilter.Status.ALLOWED);
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description) throws IOException {
      return next();
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
      return next();
    }

    private Class<?> next() throws IOException {
      int index = readInt();
      if (index < 0 || index >= classes.size()) {
        throw new InvalidClassException("a class that was not written");
      }
      return classes.get(index);
    }
  }
}
