package org.jdance.internal.serial.copy;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Classes whose instances the tests copy. */
@SuppressWarnings("serial") // The fields are declared with interfaces on purpose, and nothing is kept between two versions of a class.
final class CopySamples {

  private CopySamples() {}

  enum Colour { RED, GREEN }

  enum WithBodies {
    PLUS {
      @Override
      int apply(int a, int b) {
        return a + b;
      }
    },
    MINUS {
      @Override
      int apply(int a, int b) {
        return a - b;
      }
    };

    abstract int apply(int a, int b);
  }

  /** Mutable, of every kind of field. */
  static class Node implements Serializable {
    boolean flag;
    byte tiny;
    char letter;
    short small;
    int number;
    long big;
    float single;
    double dbl;
    String text = "";
    Colour colour = Colour.RED;
    BigDecimal amount = BigDecimal.ONE;
    Object any;
    Node next;
    List<Object> list = new ArrayList<>();
    Map<String, Object> map = new HashMap<>();
    Object[] array;
    final Object fixed;
    transient String forgotten = "set by the constructor";
    transient int forgottenNumber = 7;

    Node() {
      this(null);
    }

    Node(Object fixed) {
      this.fixed = fixed;
    }
  }

  static class SubNode extends Node {
    private final int own;
    private Object part;

    SubNode(int own, Object part) {
      this.own = own;
      this.part = part;
    }

    int own() {
      return own;
    }

    Object part() {
      return part;
    }

    void part(Object newPart) {
      part = newPart;
    }
  }

  record Point(int x, int y) implements Serializable {}

  record Named(String name, Point at, Colour colour) implements Serializable {}

  record Chain(String name, Chain next) implements Serializable {}

  record Holder(Object held) implements Serializable {}

  record Price(BigDecimal amount, long cents, List<String> notes) implements Serializable {}

  @SuppressWarnings("ArrayRecordComponent") // The very slip that has to be caught in a key.
  record Blob(byte[] bytes) implements Serializable {}

  record NotSerial(int x) {}

  /** Its constructor takes a copy and insists on a name. */
  record Checked(String name, List<Object> items) implements Serializable {
    Checked {
      Objects.requireNonNull(name);
      items = List.copyOf(items);
    }
  }

  record Replaced(String name) implements Serializable {
    private Object writeReplace() {
      return new Replacement(name);
    }
  }

  record Replacement(String name) implements Serializable {
    private Object readResolve() {
      return new Replaced(name);
    }
  }

  static final class ImmutableBean implements Serializable {
    private final String name;
    private final int number;
    private final Point at;

    ImmutableBean(String name, int number, Point at) {
      this.name = name;
      this.number = number;
      this.at = at;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ImmutableBean o && o.name.equals(name) && o.number == number && Objects.equals(o.at, at);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  static final class FinalButSettable implements Serializable {
    int number;
  }

  static final class FinalWithArray implements Serializable {
    final int[] numbers = {1, 2};
  }

  static final class FinalWithTransient implements Serializable {
    final String name = "name";
    final transient Object lock = new Object();
  }

  static final class FinalWithParts implements Serializable {
    final String name;
    final Object part;
    final List<?> list;

    FinalWithParts(String name, Object part, List<?> list) {
      this.name = name;
      this.part = part;
      this.list = list;
    }
  }

  static final class FinalWithNonSerial implements Serializable {
    final NotSerial part;

    FinalWithNonSerial(NotSerial part) {
      this.part = part;
    }

    Object holdsNothing() {
      return part;
    }
  }

  static class SettableParent implements Serializable {
    int number;
  }

  static final class FinalChildOfSettable extends SettableParent {
    final String name = "name";
  }

  /** A parent and a child, each of which knows the other, with only final fields. */
  static final class FinalParent implements Serializable {
    final String name;
    final List<FinalChild> children = new ArrayList<>();

    FinalParent(String name) {
      this.name = name;
    }
  }

  static final class FinalChild implements Serializable {
    final String name;
    final FinalParent parent;

    FinalChild(String name, FinalParent parent) {
      this.name = name;
      this.parent = parent;
    }
  }

  static final class Selfish implements Serializable {
    final Selfish self = this;
    final String name = "me";
  }

  static class WithReadObject implements Serializable {
    String text = "text";
    transient int length = text.length();
    transient int reads;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      length = text.length();
      reads = 1;
    }
  }

  static class BelowReadObject extends WithReadObject {
    List<String> more = new ArrayList<>();
  }

  static class WithWriteObject implements Serializable {
    transient String text = "text";

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.defaultWriteObject();
      out.writeUTF(text);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      text = in.readUTF() + "!";
    }
  }

  static final class ImmutableWithReadObject implements Serializable {
    final String text = "text";
    transient boolean read;

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      read = true;
    }
  }

  static final class Singleton implements Serializable {
    static final Singleton INSTANCE = new Singleton();

    private Singleton() {}

    private Object readResolve() {
      return INSTANCE;
    }
  }

  static final class ReadsAsNull implements Serializable {
    private Object readResolve() {
      return null;
    }
  }

  static final class External implements Externalizable {
    String text = "";

    public External() {}

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
      out.writeUTF(text);
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
      text = in.readUTF() + " read";
    }
  }

  static final class ListedFields implements Serializable {
    @SuppressWarnings("UnusedVariable") // Serialization reads it.
    private static final ObjectStreamField[] serialPersistentFields = {new ObjectStreamField("kept", String.class)};

    String kept = "kept";
    String dropped = "dropped";
  }

  static class NotSerialParent {
    String fromParent = "as constructed";

    NotSerialParent() {}
  }

  static class SerialChild extends NotSerialParent implements Serializable {
    String own = "own";
  }

  static class NoConstructorParent {
    final String name;

    NoConstructorParent(String name) {
      this.name = name;
    }
  }

  static class ChildOfNoConstructor extends NoConstructorParent implements Serializable {
    ChildOfNoConstructor() {
      super("name");
    }
  }

  static class ConstructorCounts implements Serializable {
    static int constructed;
    int number = 5;

    ConstructorCounts() {
      constructed++;
    }
  }

  static class Unserializable {
    final String secret = "hunter2";
  }

  static class ByLength implements Comparator<String>, Serializable {
    @Override
    public int compare(String a, String b) {
      return Integer.compare(a.length(), b.length());
    }
  }

  /** A key that says when it is equal, with a field that can change. */
  static final class MutableKey implements Serializable {
    String name;

    MutableKey(String name) {
      this.name = name;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof MutableKey key && key.name.equals(name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  /** Two keys are equal only if a field is that isn't serialized. */
  static final class TransientKey implements Serializable {
    transient String name;

    TransientKey(String name) {
      this.name = name;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof TransientKey key && Objects.equals(key.name, name);
    }

    @Override
    public int hashCode() {
      return 1;
    }
  }

  /** Equal keys whose hash code is that of an object without one of its own. */
  static final class UnstableHash implements Serializable {
    final Object part = new int[1];

    @Override
    public boolean equals(Object other) {
      return other instanceof UnstableHash;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(part);
    }
  }

  static final class IdentityKey implements Serializable {
    final String name = "name";
  }
}
