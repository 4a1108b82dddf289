package org.jdance.internal.serial;

import java.io.IOException;
import java.io.InvalidClassException;
import org.jspecify.annotations.Nullable;

/** Why bytes are not decoded: they count as a miss. Carries class names and reasons, never content. */
final class UndecodableException extends IOException {

  private static final long serialVersionUID = 1L;

  /** What kind of failure it is, which decides what the log says. */
  enum Kind {
    /** A class that is not on the allow list, which the user may extend. */
    NOT_ALLOWED,
    /** A class of a package known for gadgets, which only a pattern that names it allows. */
    GADGET_PRONE,
    /** A class that no pattern allows. */
    NEVER,
    /** A class that no loader finds. */
    MISSING,
    /** Anything else: damaged, truncated, of another version, or beyond a limit. */
    OTHER
  }

  private final Kind kind;
  private final @Nullable String className;

  UndecodableException(Kind kind, @Nullable String className, String reason) {
    super(reason);
    this.kind = kind;
    this.className = className;
  }

  /** Bytes that nothing here has written, or a part of them. */
  static UndecodableException damaged(String reason) {
    return new UndecodableException(Kind.OTHER, null, reason);
  }

  /** What a failure of any kind says about the bytes; messages of foreign exceptions may have content in them and are left out. */
  static UndecodableException of(Throwable failure) {
    if (failure instanceof UndecodableException undecodable) {
      return undecodable;
    }
    if (failure instanceof ClassNotFoundException missing && missing.getMessage() != null) {
      return new UndecodableException(Kind.MISSING, ClassNames.printable(missing.getMessage()), "class not found");
    }
    if (failure instanceof InvalidClassException invalid && invalid.classname != null) {
      return new UndecodableException(Kind.OTHER, ClassNames.printable(invalid.classname), "the class has changed since it was written");
    }
    return new UndecodableException(Kind.OTHER, null, failure.getClass().getName());
  }

  Kind kind() {
    return kind;
  }

  /** The class that the failure is about, fit to be printed, or null. */
  @Nullable String className() {
    return className;
  }

  String reason() {
    return String.valueOf(getMessage());
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
