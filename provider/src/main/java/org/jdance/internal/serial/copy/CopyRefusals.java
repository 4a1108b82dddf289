package org.jdance.internal.serial.copy;

import java.io.NotSerializableException;
import java.util.Optional;
import org.jdance.CacheSerializationException;
import org.jspecify.annotations.Nullable;

/** What a user is told when an object can't be copied: names of classes and fields, never what is in them. */
final class CopyRefusals {

  private CopyRefusals() {}

  /** The graph below {@code root} holds an instance of {@code culprit}. */
  static CacheSerializationException notSerializable(Object root, Class<?> culprit) {
    return new CacheSerializationException(sentence(root, culprit, CopyPathFinder.find(root, culprit.getName())));
  }

  /** Java serialization met an object that is not serializable. */
  static CacheSerializationException notSerializable(Object root, NotSerializableException cause) {
    // By convention the message is the name of the class, but code of a class may have put anything there.
    String name = cause.getMessage();
    CopyPathFinder.Found found = name == null ? null : CopyPathFinder.find(root, name);
    if (found != null) {
      return new CacheSerializationException(sentence(root, found.type(), found), cause);
    }
    return new CacheSerializationException("An object held by an instance of " + root.getClass().getName()
        + " is not serializable (the cause names it). Make its class implement java.io.Serializable, " + alternatives(), cause);
  }

  /** Writing or reading failed. */
  static CacheSerializationException failed(Object root, Exception cause) {
    return new CacheSerializationException("An instance of " + root.getClass().getName() + " can't be stored by value: Java serialization"
        + " failed to copy it (" + cause.getClass().getName() + ", see the cause). Correct the serialization of the class, or don't change"
        + " the object while it is being stored.", cause);
  }

  /** The graph is nested too deeply. */
  static CacheSerializationException tooDeep(Object root, StackOverflowError cause) {
    return new CacheSerializationException("An instance of " + root.getClass().getName() + " can't be stored by value: its objects are"
        + " nested too deeply for the stack of this thread. Use a collection in place of long chains of objects, or a thread with a larger"
        + " stack (-Xss).", cause);
  }

  /** The class replaces what was read by null. */
  static CacheSerializationException readAsNull(Object root) {
    return new CacheSerializationException("An instance of " + root.getClass().getName() + " can't be stored by value: its readResolve or"
        + " writeReplace method answers null. Let it answer an object.");
  }

  /** An array as a key. */
  static CacheSerializationException keyIsArray(Class<?> type) {
    return new CacheSerializationException("An array (" + type.getTypeName() + ") can't be a key: two arrays with the same elements are not"
        + " equal. Use a String, a List, or a record that holds one of these.");
  }

  /** A key whose class doesn't say when two are equal. */
  static CacheSerializationException keyWithIdentityEquals(Class<?> type) {
    return new CacheSerializationException("An instance of " + type.getName() + " can't be a key: the class inherits equals from Object, so"
        + " that no copy of the key would be equal to it. Let the class define equals and hashCode, or make it a record.");
  }

  /** A key that changes when it is copied. */
  static CacheSerializationException keyNotEqualToCopy(Class<?> type) {
    return new CacheSerializationException("An instance of " + type.getName() + " can't be a key: a copy made by serialization is not equal"
        + " to it or has another hash code. Let equals and hashCode use only fields that are serialized (not transient), and that are"
        + " neither arrays nor objects which inherit equals from Object.");
  }

  private static String sentence(Object root, Class<?> culprit, CopyPathFinder.@Nullable Found found) {
    StringBuilder text = new StringBuilder(culprit.getName()).append(" is not serializable");
    if (root.getClass() != culprit) {
      text.append("; it was met in an instance of ").append(root.getClass().getName());
      if (found != null) {
        text.append(" at ").append(found.path());
      }
    }
    return text.append(". ").append(advice(culprit)).append(' ').append(alternatives()).toString();
  }

  private static String advice(Class<?> culprit) {
    if (culprit == Optional.class) {
      return "Store what the Optional holds, or null,";
    }
    if (culprit.getName().startsWith("java.util.")) {
      return "Store a collection of its own, such as a new ArrayList or List.copyOf, in place of a view,";
    }
    if (culprit.getName().startsWith("java.")) {
      return "Store the data that it stands for instead,";
    }
    return culprit.isRecord()
        ? "Add `implements java.io.Serializable` to the record," : "Let the class implement java.io.Serializable,";
  }

  private static String alternatives() {
    return "mark the field that holds it transient, or configure the cache with setStoreByValue(false) where its store allows that.";
  }
}
