package org.jdance.internal.serial;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fields of library keys that hold a hash code which is another one in each JVM as soon as an enum went into it, though the keys stand for the
 * same: they are written as zero, so that all JVMs have the same bytes. A key that is read back has a zero there.
 *
 * <p>Checked against Hibernate ORM 6.6 and 7.4.
 */
final class DerivedFields {

  private static final Map<String, String> FIELDS =
      Map.of(
          "org.hibernate.cache.internal.BasicCacheKeyImplementation", "hashCode",
          "org.hibernate.cache.internal.CacheKeyImplementation", "hashCode",
          "org.hibernate.cache.internal.NaturalIdCacheKey", "hashCode",
          "org.hibernate.query.internal.QueryParameterBindingsImpl$ParameterBindingsMementoImpl", "hashCode");

  private DerivedFields() {}

  /** The object without what is derived, another object of its class; null if there is nothing of the kind in it. */
  static @Nullable Object without(Object object) {
    String derived = FIELDS.get(object.getClass().getName());
    ObjectAccess access = derived == null ? null : ClassForm.of(object.getClass()).access();
    if (access == null || access.isRecord()) {
      return null;
    }
    Object copy = access.allocate();
    try {
      for (FieldAccess field : access.fields()) {
        if (!field.name().equals(derived)) {
          Objects.requireNonNull(field.setter()).invoke(copy, field.getter().invoke(object));
        }
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("fields do not throw", e);
    }
    return copy;
  }
}
