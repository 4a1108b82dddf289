package org.jdance.internal.serial;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;

/** Reads a Java serialization stream with the classes and limits of a {@link ReadContext}. */
sealed class GraphInput extends ObjectInputStream permits KeyInput {

  final ReadContext context;
  private int classes;

  /** Reads from a stream of {@code length} bytes. */
  GraphInput(ByteArrayInputStream in, int length, ReadContext context) throws IOException {
    super(in);
    this.context = context;
    ObjectInputFilter filter = context.filter(length);
    if (filter != null) {
      setObjectInputFilter(filter);
    }
  }

  @Override
  protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
    if (++classes > ReadLimits.MAX_CLASSES) {
      throw context.refuse(UndecodableException.damaged("more classes than any value has"));
    }
    String name = description.getName();
    // Both hold for every enum, of which a stream has the name alone.
    boolean mayBeEnum = description.getSerialVersionUID() == 0 && description.getFields().length == 0 && !name.startsWith("[");
    return mayBeEnum ? context.classOrEnumFor(name) : context.classFor(name);
  }

  @Override
  protected Class<?> resolveProxyClass(String[] interfaces) throws IOException, ClassNotFoundException {
    return context.proxyFor(interfaces);
  }
}
