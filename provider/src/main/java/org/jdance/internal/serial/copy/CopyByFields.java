package org.jdance.internal.serial.copy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jdance.internal.serial.fields.Allocator;
import org.jdance.internal.serial.fields.FinalFields;
import org.jspecify.annotations.Nullable;

/**
 * The plan for a class that leaves its serialization to the JDK: an instance is allocated and its fields, except transient ones, are
 * copied.
 *
 * <p>Method handles made up of the getters and setters do it, which the JIT compiles into straight code; field by field it would take
 * several times as long. Plain fields, whose type says that what is in them is immutable, come first, so that an object that leads back to
 * this one finds it as complete as it can be; then the parts, all other fields.
 */
final class CopyByFields extends CopyShell {

  private static final MethodType PLAIN = MethodType.methodType(void.class, Object.class, Object.class);
  private static final MethodType PARTS = PLAIN.appendParameterTypes(CopyPass.class);

  private final Allocator allocator;
  /** (shell, original). */
  private final MethodHandle copyPlainFields;
  /** (shell, original, pass). */
  private final MethodHandle copyParts;
  private final CopyGetters parts;
  /** Whether the instances are immutable if their parts are. */
  private final boolean allFinal;

  private CopyByFields(Class<?> type, List<MethodHandle> plainCopiers, List<MethodHandle> partCopiers, CopyGetters parts, boolean allFinal)
      throws IllegalAccessException {
    super(type);
    this.allocator = Allocator.of(type);
    this.copyPlainFields = inTurn(PLAIN, plainCopiers);
    this.copyParts = inTurn(PARTS, partCopiers);
    this.parts = parts;
    this.allFinal = allFinal;
  }

  /**
   * A plan for a class without hooks.
   *
   * @throws IllegalAccessException if its fields can't be read and set
   * @throws RuntimeException likewise
   */
  static CopyByFields plan(Class<?> type) throws IllegalAccessException {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    boolean allFinal = true;
    List<MethodHandle> plainCopiers = new ArrayList<>();
    List<MethodHandle> partCopiers = new ArrayList<>();
    List<MethodHandle> getters = new ArrayList<>();
    for (Field field : instanceFields(type)) {
      boolean isFinal = Modifier.isFinal(field.getModifiers());
      boolean isTransient = Modifier.isTransient(field.getModifiers());
      allFinal &= isFinal && !isTransient;
      if (isFinal && !isTransient && !FinalFields.canBeSet()) {
        throw new IllegalAccessException("final fields can't be set");
      }
      if (isTransient) {
        continue;
      }
      field.setAccessible(true);
      MethodHandle getter = lookup.unreflectGetter(field);
      MethodHandle setter = lookup.unreflectSetter(field);
      if (ImmutableTypes.asDeclared(field.getType())) {
        plainCopiers.add(MethodHandles.filterArguments(setter, 1, getter).asType(PLAIN));
      } else {
        partCopiers.add(CopyGetters.copier(getter, setter).asType(PARTS));
        getters.add(getter);
      }
    }
    return new CopyByFields(type, plainCopiers, partCopiers, new CopyGetters(getters), allFinal);
  }

  @Override
  boolean immutable(Object original, int levels) {
    return allFinal && parts.immutable(original, levels);
  }

  @Override
  @Nullable Object shallow(Object original) {
    if (!parts.isEmpty()) {
      return null;
    }
    Object copy = allocator.allocate();
    copyPlainFields(original, copy);
    return copy;
  }

  @Override
  Object shell(Object original, CopyPass pass) {
    return allocator.allocate();
  }

  @Override
  void fill(Object original, Object shell, CopyPass pass) {
    copyPlainFields(original, shell);
    try {
      copyParts.invokeExact(shell, original, pass);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("fields do not throw", e);
    }
  }

  @Override
  Object deep(Object original, CopyPass pass) {
    if (!allFinal || pass.defers()) {
      return super.deep(original, pass);
    }
    // The original will do if all parts turn out to be immutable; it is too early to allocate.
    pass.note(original, CopyTable.UNDER_WAY);
    pass.enter();
    boolean same = parts.sameAfterCopy(original, pass);
    Object known = pass.known(original);
    Object copy = known != CopyTable.UNDER_WAY && known != null ? known : pass.note(original, same ? original : shell(original, pass));
    if (copy != original) {
      fill(original, copy, pass);
    }
    pass.leave();
    return copy;
  }

  /** A part refers back to this object: now it must be allocated. */
  @Override
  Object early(Object original, CopyPass pass) {
    return pass.note(original, shell(original, pass));
  }

  private void copyPlainFields(Object original, Object shell) {
    try {
      copyPlainFields.invokeExact(shell, original);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("fields do not throw", e);
    }
  }

  /** One handle that calls all in turn; balanced, so that the nesting stays shallow for a class of many fields. */
  private static MethodHandle inTurn(MethodType type, List<MethodHandle> copiers) {
    if (copiers.isEmpty()) {
      return MethodHandles.empty(type);
    }
    if (copiers.size() == 1) {
      return copiers.get(0);
    }
    int half = copiers.size() / 2;
    return MethodHandles.foldArguments(
        inTurn(type, copiers.subList(half, copiers.size())), inTurn(type, copiers.subList(0, half)));
  }

  private static List<Field> instanceFields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          fields.add(field);
        }
      }
    }
    return fields;
  }
}
