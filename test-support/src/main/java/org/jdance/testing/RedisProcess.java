package org.jdance.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A real redis-server. */
public final class RedisProcess extends ServerProcess {

  private static final Binary BINARY = new Binary("redis-server");

  private final List<String> arguments;
  private final boolean persistent;
  private final @Nullable TestCertificate certificate;

  private RedisProcess(boolean persistent, @Nullable TestCertificate certificate, List<String> arguments) {
    super("redis");
    this.persistent = persistent;
    this.certificate = certificate;
    List<String> all = new ArrayList<>();
    if (certificate != null) {
      all.addAll(List.of("--port", "0", "--tls-auth-clients", "no"));
      all.addAll(List.of("--tls-cert-file", certificate.certificateFile().toString()));
      all.addAll(List.of("--tls-key-file", certificate.keyFile().toString()));
    }
    all.addAll(arguments);
    this.arguments = all;
  }

  /** Whether it can be started here. */
  public static boolean isInstalled() {
    return BINARY.isInstalled();
  }

  /** A server without persistence: after {@link #restart} it is empty. The test is aborted, loudly, where redis-server is not installed. */
  public static RedisProcess start(String... arguments) {
    return started(false, null, arguments);
  }

  /** A server that keeps its directory: after {@link #restart} it has what it last saved. When that is, is up to the arguments and commands. */
  public static RedisProcess startPersistent(String... arguments) {
    return started(true, null, arguments);
  }

  /** A server without persistence that speaks TLS only, with this certificate. */
  public static RedisProcess startTls(TestCertificate certificate, String... arguments) {
    return started(false, certificate, arguments);
  }

  private static RedisProcess started(boolean persistent, @Nullable TestCertificate certificate, String... arguments) {
    BINARY.path();
    RedisProcess server = new RedisProcess(persistent, certificate, List.of(arguments));
    server.startFirst();
    return server;
  }

  @Override
  List<String> command(int port) {
    List<String> command = new ArrayList<>(List.of(BINARY.path().toString(), "--bind", host(), "--protected-mode", "no"));
    command.addAll(List.of(certificate != null ? "--tls-port" : "--port", Integer.toString(port)));
    if (!persistent) {
      command.addAll(List.of("--save", "", "--appendonly", "no"));
    }
    command.addAll(arguments);
    return command;
  }

  @Override
  byte[] probe() {
    return "PING\r\n".getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  @Nullable TestCertificate certificate() {
    return certificate;
  }
}
