package org.jdance.internal.node.redis;

import java.util.List;
import org.jdance.internal.transport.FailureKind;

/** What the server's error replies mean, in sentences that say what to do. All of them say that the command was not run. */
final class RedisStates {

  /** How much of an unknown error's text is shown. */
  private static final int MAX_SHOWN = 80;

  /**
   * One state.
   *
   * @param code the first word of the error
   */
  private record State(String code, FailureKind kind, String what) {}

  private static final String CLUSTER =
      "the server is part of a Redis Cluster, which JDance does not use: it places copies itself; name servers with cluster-enabled no";

  private static final List<State> STATES =
      List.of(
          refused("LOADING", "the server is still loading its data set; it will answer when it is done"),
          refused("READONLY", "the server is a read-only replica; name the master's address instead"),
          refused("MASTERDOWN", "the server is a replica that has lost its master; name the master's address instead"),
          refused("MISCONF", "the server takes no writes since it cannot save to its disk; see its log, or set stop-writes-on-bgsave-error no"),
          refused("OOM", "the server is out of memory and may drop nothing; raise its maxmemory, or let entries expire sooner"),
          refused("NOREPLICAS", "the server takes no writes since it has too few replicas; see its min-replicas-to-write"),
          refused("NOAUTH", "the server wants a password; configure user and password"),
          refused("WRONGPASS", "the server does not accept user and password; check both, and that the user is on"),
          refused("NOPERM", "the access rules do not let this user do that; grant the commands and key patterns that JDance needs"),
          refused("DENIED", "the server is in protected mode and answers only its own machine; set a password or a bind address there"),
          refused("CLUSTERDOWN", CLUSTER),
          refused("MOVED", CLUSTER),
          refused("ASK", CLUSTER),
          refused("CROSSSLOT", CLUSTER),
          new State("BUSY", FailureKind.OVERLOADED, "the server is busy with a script of somebody; SCRIPT KILL ends it"));

  private RedisStates() {}

  /** What kind of failure the error is. */
  static FailureKind kind(RespError error) {
    if (error.says("max number of clients")) {
      return FailureKind.OVERLOADED;
    }
    for (State state : STATES) {
      if (error.is(state.code())) {
        return state.kind();
      }
    }
    return FailureKind.REFUSED;
  }

  /** The sentence. Shows neither keys nor values: of an unknown error only the words before anything that is quoted. */
  static String sentence(RespError error) {
    if (error.says("max number of clients")) {
      return "the server has as many clients as it takes; raise its maxclients, or use fewer processes";
    }
    for (State state : STATES) {
      if (error.is(state.code())) {
        return state.what();
      }
    }
    StringBuilder shown = new StringBuilder();
    String text = error.text();
    for (int i = 0; i < text.length() && i < MAX_SHOWN && isPlain(text.charAt(i)); i++) {
      shown.append(text.charAt(i));
    }
    return "the server answered the error \"" + shown.toString().strip() + "\"";
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ' || c == '-' || c == '.' || c == ',';
  }

  private static State refused(String code, String what) {
    return new State(code, FailureKind.REFUSED, what);
  }
}
