package org.jdance.internal.config;

import static org.jdance.internal.config.Setup.assertContains;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdance.CacheConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** URLs whose handlers answer, fail, answer too much or never. */
class ResourceReaderTest {

  private static final Duration SHORT = Duration.ofMillis(200);

  private final ResourceReader reader = new ResourceReader(SHORT);

  @Test
  @Timeout(30)
  void aServersAnswerIsRead() throws Exception {
    assertEquals("jdance.ttl=1s", served("HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\njdance.ttl=1s", false));
  }

  @Test
  @Timeout(30)
  void aServerThatSaysNoIsAnErrorWithoutTheUserInfo() throws Exception {
    CacheConfigurationException refused = assertThrows(CacheConfigurationException.class,
        () -> served("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n", false));
    assertContains(refused.getMessage(), "The configuration shown could not be read: IOException.");
    assertNull(refused.getCause());
  }

  @Test
  @Timeout(30)
  void aServerThatNeverAnswersIsGivenUp() {
    assertContains(assertThrows(CacheConfigurationException.class, () -> served("", true)).getMessage(), "SocketTimeoutException");
  }

  @Test
  @Timeout(30)
  void aServerThatStopsInTheMiddleIsGivenUp() {
    assertContains(
        assertThrows(CacheConfigurationException.class, () -> served("HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\njdance",
            true)).getMessage(),
        "SocketTimeoutException");
  }

  @Test
  @Timeout(30)
  void anAnswerThatTricklesForEverIsGivenUp() {
    InputStream trickle = new InputStream() {
      @Override
      public int read() {
        return '#';
      }

      @Override
      public int read(byte[] bytes, int from, int length) {
        bytes[from] = '#';
        return 1;
      }
    };
    ResourceReader impatient = new ResourceReader(Duration.ofMillis(1));
    assertContains(assertThrows(CacheConfigurationException.class, () -> impatient.read(url(c -> trickle), "shown")).getMessage(),
        "The configuration shown could not be read: ");
  }

  @Test
  void anAnswerThatNeverEndsIsCutOff() {
    InputStream endless = new InputStream() {
      @Override
      public int read() {
        return '#';
      }
    };
    assertContains(
        assertThrows(CacheConfigurationException.class, () -> new ResourceReader(Duration.ofMinutes(1)).read(url(c -> endless),
            "shown")).getMessage(),
        "it is larger than 1048576 bytes");
  }

  @Test
  void aHandlersFailureIsNotRepeatedBecauseItMayNameTheUrl() throws IOException {
    CacheConfigurationException refused = assertThrows(CacheConfigurationException.class, () -> reader.read(url(c -> {
      throw new IllegalStateException("at http://u:hunter2@h");
    }), "shown"));
    assertContains(refused.getMessage(), "could not be read: IllegalStateException.");
    assertFalse(refused.getMessage().contains("hunter2"));
    assertNull(refused.getCause());
  }

  @Test
  void everyConnectionHasTimeoutsAndNoCache() throws IOException {
    reader.read(url(connection -> {
      assertEquals(SHORT.toMillis(), connection.getConnectTimeout());
      assertEquals(SHORT.toMillis(), connection.getReadTimeout());
      assertFalse(connection.getUseCaches());
      return InputStream.nullInputStream();
    }), "shown");
  }

  /** What is read from a server that answers one request so and then closes, or stalls until the reader has given up. */
  private String served(String answer, boolean stall) throws Exception {
    List<Thread> threads = new ArrayList<>();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> serve(server, answer, stall), "server");
      threads.add(thread);
      thread.start();
      ResourceReader patient = stall ? reader : new ResourceReader(Duration.ofSeconds(20));
      return patient.read(new URL("http://u:hunter2@127.0.0.1:" + server.getLocalPort() + "/a"), "shown");
    } finally {
      for (Thread thread : threads) {
        thread.join(TimeUnit.SECONDS.toMillis(20));
        assertFalse(thread.isAlive());
      }
    }
  }

  private static void serve(ServerSocket server, String answer, boolean stall) {
    try (Socket socket = server.accept()) {
      BufferedReader request = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      String line = request.readLine();
      while (line != null && !line.isEmpty()) {
        line = request.readLine();
      }
      OutputStream out = socket.getOutputStream();
      out.write(answer.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      while (stall && request.read() >= 0) {
        // Until the reader closes the connection.
      }
    } catch (IOException e) {
      // The reader has closed the connection already.
    }
  }

  private static URL url(Function<URLConnection, InputStream> answer) throws MalformedURLException {
    return new URL("test", "", -1, "/x", new URLStreamHandler() {
      @Override
      protected URLConnection openConnection(URL url) {
        return new URLConnection(url) {
          @Override
          public void connect() {}

          @Override
          public InputStream getInputStream() {
            return answer.apply(this);
          }
        };
      }
    });
  }
}
