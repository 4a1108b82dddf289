package org.jdance.internal.serial;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectStreamClass;
import org.jspecify.annotations.Nullable;

/** Reads a stream of {@link KeyOutput}: puts objects in the place of their canonical bytes. */
final class KeyInput extends GraphInput {

  private static final String CANONICAL = CanonicalForm.class.getName();

  private final int depth;

  KeyInput(ByteArrayInputStream in, int length, ReadContext context, int depth) throws IOException {
    super(in, length, context);
    this.depth = depth;
    enableResolveObject(true);
  }

  @Override
  protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
    return CANONICAL.equals(description.getName()) ? CanonicalForm.class : super.resolveClass(description);
  }

  @Override
  protected @Nullable Object resolveObject(@Nullable Object object) throws IOException {
    if (!(object instanceof CanonicalForm canonical)) {
      return object;
    }
    try {
      return KeyReader.decode(canonical.encoded(), context, depth);
    } catch (ClassNotFoundException e) {
      throw UndecodableException.of(e);
    }
  }
}
