package org.jdance.internal.node.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jdance.internal.transport.ConnectionSettings;
import org.jdance.internal.transport.FailureKind;
import org.jdance.internal.transport.Greeting;
import org.jdance.internal.transport.GreetingRefused;
import org.jdance.internal.transport.Request;
import org.jspecify.annotations.Nullable;

/** HELLO with the credentials, and what the server says of itself. */
final class RedisGreeting implements Greeting {

  private static final String DEFAULT_USER = "default";
  private static final String RUN_ID = "run_id:";
  private static final byte[] INFO = RedisCommand.of("INFO", "server");
  private static final byte[] MEMORY = RedisCommand.of("CONFIG", "GET", "maxmemory*");

  /** Who is told what the server's configuration says. */
  interface Listener {

    /** The server drops entries by itself when it has so many bytes. */
    void dropsSilently(String policy, String maxMemory);

    /** The server does not say which process it is. */
    void tellsNoProcess();
  }

  private final Question hello;
  private final Question info;
  private final Question memory;
  private final Listener listener;

  RedisGreeting(String node, ConnectionSettings settings, Listener listener) {
    this.hello = new Question(node, hello(settings));
    this.info = new Question(node, INFO);
    this.memory = new Question(node, MEMORY);
    this.listener = listener;
  }

  @Override
  public List<? extends Request<?>> requests() {
    return List.of(hello, info, memory);
  }

  @Override
  public Object judge() throws GreetingRefused {
    Object said = hello.replyIfThere();
    if (said instanceof RespError error) {
      throw refused(error);
    }
    if (!(said instanceof Object[] facts)) {
      throw new GreetingRefused(
          FailureKind.PROTOCOL, "the server answered something else to HELLO than Redis does; is it another kind of server?");
    }
    String mode = text(facts, "mode");
    if ("cluster".equals(mode)) {
      throw new GreetingRefused(
          FailureKind.REFUSED,
          "the server runs in cluster mode, which JDance does not use: it places copies itself; name servers with cluster-enabled no");
    }
    if ("sentinel".equals(mode)) {
      throw new GreetingRefused(
          FailureKind.REFUSED, "this is a Redis Sentinel, which holds no entries; name the address of the server itself");
    }
    String role = text(facts, "role");
    if (role != null && !role.equals("master")) {
      throw new GreetingRefused(FailureKind.REFUSED, "the server is a replica, which takes no writes; name the master's address instead");
    }
    lookAtMemory();
    return new RedisSession(runId());
  }

  /** The run id in what INFO answers, or empty if it is not said. */
  static String runId(@Nullable Object reply) {
    if (!(reply instanceof byte[] bytes)) {
      return "";
    }
    return new String(bytes, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(RUN_ID))
        .map(line -> line.substring(RUN_ID.length()))
        .findFirst()
        .orElse("");
  }

  static byte[] info() {
    return INFO.clone();
  }

  private String runId() {
    String runId = runId(info.replyIfThere());
    if (runId.isEmpty()) {
      listener.tellsNoProcess();
    }
    return runId;
  }

  /** CONFIG may be forbidden; then nothing is known, and nothing said. */
  private void lookAtMemory() {
    if (!(memory.replyIfThere() instanceof Object[] facts)) {
      return;
    }
    String max = text(facts, "maxmemory");
    String policy = text(facts, "maxmemory-policy");
    if (max != null && policy != null && !max.equals("0") && !policy.equals("noeviction")) {
      listener.dropsSilently(policy, max);
    }
  }

  private static GreetingRefused refused(RespError error) {
    if (error.code().equals("NOPROTO") || error.says("unknown command")) {
      return new GreetingRefused(
          FailureKind.REFUSED, "the server does not speak RESP3 (it refuses HELLO 3); JDance needs Redis 6.0 or newer, or Valkey");
    }
    return new GreetingRefused(RedisStates.kind(error), RedisStates.sentence(error));
  }

  private static @Nullable String text(Object[] facts, String name) {
    for (int i = 0; i + 1 < facts.length; i += 2) {
      if (facts[i] instanceof byte[] key && new String(key, StandardCharsets.UTF_8).equals(name) && facts[i + 1] instanceof byte[] value) {
        return new String(value, StandardCharsets.UTF_8);
      }
    }
    return null;
  }

  static byte[] hello(ConnectionSettings settings) {
    String password = settings.password();
    if (password == null) {
      return RedisCommand.of("HELLO", "3", "SETNAME", "jdance");
    }
    String user = settings.user() == null ? DEFAULT_USER : settings.user();
    return RedisCommand.of("HELLO", "3", "AUTH", user, password, "SETNAME", "jdance");
  }
}
