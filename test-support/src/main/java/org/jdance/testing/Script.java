package org.jdance.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a {@link ScriptedPeer} does, step by step. Text stands for its bytes in ISO 8859-1. */
public final class Script {

  /** What a step is. */
  enum Action {
    ACCEPT,
    EXPECT,
    EXPECT_CLOSE,
    SEND,
    PAUSE,
    CLOSE,
    RESET,
    REFUSE
  }

  /** One step. */
  static final class Step {

    private final Action action;
    private final byte[] bytes;

    private Step(Action action, byte[] bytes) {
      this.action = action;
      this.bytes = bytes;
    }

    Action action() {
      return action;
    }

    /** What to expect or to send. */
    byte[] bytes() {
      return bytes;
    }

    String name() {
      String word = action.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      return bytes.length == 0 ? word : word + " " + Bytes.show(bytes);
    }
  }

  private final List<Step> steps = new ArrayList<>();

  Script() {}

  /** Waits for a connection; what follows is on it. Those before stay as they are. */
  public Script accept() {
    return add(Action.ACCEPT);
  }

  /** Waits for exactly these bytes next. */
  public Script expect(String text) {
    return expect(Bytes.of(text));
  }

  /** Waits for exactly these bytes next. */
  public Script expect(byte[] bytes) {
    return add(Action.EXPECT, bytes);
  }

  /** Waits until the client closes the connection, without having sent more. */
  public Script expectClose() {
    return add(Action.EXPECT_CLOSE);
  }

  /** Sends these bytes, whatever they are. */
  public Script send(String text) {
    return send(Bytes.of(text));
  }

  /** Sends these bytes, whatever they are. */
  public Script send(byte[] bytes) {
    return add(Action.SEND, bytes);
  }

  /** Stalls until {@link ScriptedPeer#proceed}, with the connection open. */
  public Script pause() {
    return add(Action.PAUSE);
  }

  /** Closes the connection in the orderly way. */
  public Script close() {
    return add(Action.CLOSE);
  }

  /** Resets the connection. */
  public Script reset() {
    return add(Action.RESET);
  }

  /** Refuses new connections from now on. */
  public Script refuse() {
    return add(Action.REFUSE);
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  private Script add(Action action, byte... bytes) {
    steps.add(new Step(action, bytes));
    return this;
  }
}
