package org.jdance.tck;

import java.util.ArrayList;
import java.util.List;
import org.jdance.testing.ServerProcess;

/** The servers of one topology. */
final class TopologyServers implements AutoCloseable {

  private record Member(UriTemplate.Server wanted, ServerProcess process) {}

  private final List<Member> members = new ArrayList<>();

  /** Starts what the template asks for and answers the URI with the addresses; if one server does not start, none stays. */
  String start(UriTemplate template) {
    try {
      return template.uri(this::start);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private String start(UriTemplate.Server wanted) {
    ServerProcess process = wanted.kind().start();
    members.add(new Member(wanted, process));
    if (wanted.fate() == UriTemplate.Fate.DOWN) {
      process.kill();
    }
    return process.host() + ":" + process.port();
  }

  /** Those that are to be killed in the middle of the run. */
  List<ServerProcess> toKill() {
    return of(UriTemplate.Fate.KILLED);
  }

  /** Those that are to be killed and started again all through the run. */
  List<ServerProcess> toRestart() {
    return of(UriTemplate.Fate.RESTARTED);
  }

  private List<ServerProcess> of(UriTemplate.Fate fate) {
    return members.stream().filter(member -> member.wanted().fate() == fate).map(Member::process).toList();
  }

  /** Those that ought to run until {@link #close} and do not. */
  List<ServerProcess> lost() {
    return members.stream()
        .filter(member -> member.wanted().fate() == UriTemplate.Fate.UP && !member.process().isRunning())
        .map(Member::process)
        .toList();
  }

  @Override
  public void close() {
    members.forEach(member -> member.process().close());
    members.clear();
  }
}
