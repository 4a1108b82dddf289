package org.jdance.internal.client;

import java.util.Arrays;
import org.jdance.internal.client.view.FleetState;

/** Which of a key's nodes play which part. */
final class Replicas {

  private Replicas() {}

  /** The nodes to read from, the first choice first; those that failed a moment ago come last. */
  static int[] readable(FleetState state, byte[] key) {
    int[] replicas = state.replicas(key);
    if (replicas.length == 1) {
      return state.isUp(replicas[0]) ? replicas : new int[0];
    }
    if (areAllFit(state, replicas)) {
      return replicas;
    }
    int[] readable = new int[replicas.length];
    int count = 0;
    for (int index : replicas) {
      if (state.isUp(index) && !state.node(index).isBroken()) {
        readable[count++] = index;
      }
    }
    for (int index : replicas) {
      if (state.isUp(index) && !contains(readable, count, index)) {
        readable[count++] = index;
      }
    }
    return count == readable.length ? readable : Arrays.copyOf(readable, count);
  }

  /** The node where conditional writes are decided: the last that is up, or -1. */
  static int arbiter(FleetState state, int[] replicas) {
    for (int i = replicas.length - 1; i >= 0; i--) {
      if (state.isUp(replicas[i])) {
        return replicas[i];
      }
    }
    return -1;
  }

  /** Whether the node that decided on a key under one state does so under another, in the same life. */
  static boolean isSameArbiter(FleetState before, int arbiter, FleetState now, byte[] key) {
    int at = now == before ? arbiter : arbiter(now, now.replicas(key));
    return at >= 0
        && now.name(at).equals(before.name(arbiter))
        && now.view().members().get(at).incarnation().equals(before.view().members().get(arbiter).incarnation());
  }

  /** The nodes to write to: all that hold the key, by either list, and are not out. */
  static int[] writable(FleetState state, byte[] key) {
    int[] replicas = state.holders(key);
    int count = 0;
    for (int index : replicas) {
      if (!state.isOut(index)) {
        count++;
      }
    }
    if (count == replicas.length) {
      return replicas;
    }
    int[] writable = new int[count];
    int next = 0;
    for (int index : replicas) {
      if (!state.isOut(index)) {
        writable[next++] = index;
      }
    }
    return writable;
  }

  private static boolean contains(int[] array, int count, int value) {
    for (int i = 0; i < count; i++) {
      if (array[i] == value) {
        return true;
      }
    }
    return false;
  }

  private static boolean areAllFit(FleetState state, int[] replicas) {
    for (int index : replicas) {
      if (!state.isUp(index) || state.node(index).isBroken()) {
        return false;
      }
    }
    return true;
  }
}
