package org.jdance.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A real memcached. */
public final class MemcachedProcess extends ServerProcess {

  private static final Binary BINARY = new Binary("memcached");

  private final List<String> arguments;
  private final @Nullable TestCertificate certificate;

  private MemcachedProcess(@Nullable TestCertificate certificate, List<String> arguments) {
    super("memcached");
    this.certificate = certificate;
    List<String> all = new ArrayList<>();
    if (certificate != null) {
      all.addAll(List.of("-Z", "-o", "ssl_chain_cert=" + certificate.certificateFile() + ",ssl_key=" + certificate.keyFile()));
    }
    all.addAll(arguments);
    this.arguments = all;
  }

  /** Whether it can be started here. */
  public static boolean isInstalled() {
    return BINARY.isInstalled();
  }

  /** A server, empty after each {@link #restart}. The test is aborted, loudly, where memcached is not installed. */
  public static MemcachedProcess start(String... arguments) {
    return started(null, arguments);
  }

  /** A server that speaks TLS only, with this certificate. */
  public static MemcachedProcess startTls(TestCertificate certificate, String... arguments) {
    return started(certificate, arguments);
  }

  private static MemcachedProcess started(@Nullable TestCertificate certificate, String... arguments) {
    BINARY.path();
    MemcachedProcess server = new MemcachedProcess(certificate, List.of(arguments));
    server.startFirst();
    return server;
  }

  @Override
  List<String> command(int port) {
    List<String> command = new ArrayList<>(List.of(BINARY.path().toString(), "-l", host(), "-p", Integer.toString(port), "-U", "0"));
    // It refuses to run as root unless told so; for others the option has no effect.
    command.addAll(List.of("-u", System.getProperty("user.name", "root")));
    command.addAll(arguments);
    return command;
  }

  @Override
  byte[] probe() {
    return "version\r\n".getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  @Nullable TestCertificate certificate() {
    return certificate;
  }
}
