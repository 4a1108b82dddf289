package org.jdance.internal.serial;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What one graph has had so far: its objects and classes by number, and how much work lies in each object. */
final class ReadGraph {

  private static final int LEAST_ROOM = 16;

  /** How many elements, each time that they occur, may lie in what is hashed, whatever the bytes. */
  private static final long FREE_WORK = 1_000_000;

  private static final long WORK_PER_BYTE = 32;

  private final ReadContext context;
  private final long mostHashed;
  private @Nullable Object[] objects = {};
  /** The elements in each object, those of an object that occurs again counted again. */
  private long[] works = {};
  private int size;
  private ReadClass[] classes = {};
  private int classCount;
  private long work;

  ReadGraph(ReadContext context, int length) {
    this.context = context;
    this.mostHashed = FREE_WORK + length * WORK_PER_BYTE;
  }

  /** Counts an element. */
  void element() throws UndecodableException {
    work++;
    context.element();
  }

  /** The work so far; only differences mean something. */
  long work() {
    return work;
  }

  /** Gives the next number to an object that is yet to be made; returns it. */
  int reserve() {
    if (size == objects.length) {
      int room = Math.max(LEAST_ROOM, 2 * size);
      objects = Arrays.copyOf(objects, room);
      works = Arrays.copyOf(works, room);
    }
    works[size] = -work;
    return size++;
  }

  /** Says which object has that number. */
  <T> T put(int number, T object) {
    objects[number] = object;
    return object;
  }

  /** All parts of the object have been read. */
  void finish(int number) {
    works[number] += work;
  }

  /** The object of a number that the bytes name. */
  Object again(long number) throws UndecodableException {
    Object object = number < 0 || number >= size ? null : objects[(int) number];
    if (object == null) {
      throw UndecodableException.damaged("an object that isn't there");
    }
    long inIt = works[(int) number];
    // One that isn't finished contains itself: hashing that ends by itself.
    work = Math.addExact(work, Math.max(0, inIt));
    return object;
  }

  /** Before an element with so much work in it is hashed: whether that ends in time. Objects that occur again can make few bytes endless. */
  void requireHashable(long workInIt) throws UndecodableException {
    if (workInIt > mostHashed) {
      throw context.refuse(UndecodableException.damaged("elements that take too long to hash"));
    }
    if (workInIt > 0 && context.isOutOfTime()) {
      throw context.refuse(UndecodableException.damaged("decoding takes too long"));
    }
  }

  void add(ReadClass named) throws UndecodableException {
    if (classCount == ReadLimits.MAX_CLASSES) {
      throw context.refuse(UndecodableException.damaged("more classes than any value has"));
    }
    if (classCount == classes.length) {
      classes = Arrays.copyOf(classes, Math.max(4, 2 * classCount));
    }
    classes[classCount++] = named;
  }

  ReadClass classOf(long number) throws UndecodableException {
    if (number < 0 || number >= classCount) {
      throw UndecodableException.damaged("a class that isn't there");
    }
    return classes[(int) number];
  }

  /** The name of the first class, or null if there is none yet. */
  @Nullable String base() {
    return classCount == 0 ? null : classes[0].shape().name();
  }
}
