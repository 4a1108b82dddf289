package org.jdance.samples.sessions;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A browser with one cookie, whose requests a balancer without a memory gives to the processes in turn. */
final class User {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String name;
  private final List<Integer> ports;
  private final Tally tally;
  private String cookie = "";
  private int turn;

  User(String name, List<Integer> ports, Tally tally) {
    this.name = name;
    this.ports = ports;
    this.tally = tally;
  }

  void login() throws Exception {
    HttpResponse<String> response = send(post("/login?user=" + name)).get();
    cookie = response.headers().firstValue("Set-Cookie").map(header -> header.split(";", 2)[0])
        .orElseThrow(() -> new IOException("no cookie, status " + response.statusCode()));
    expect(name, response);
  }

  /** Two requests at once, each with an attribute of its own, one for the basket, and one that only asks. */
  void visit(int round) throws Exception {
    CompletableFuture<HttpResponse<String>> left = send(post("/note?name=left-" + round));
    CompletableFuture<HttpResponse<String>> right = send(post("/note?name=right-" + round));
    expect(name, left.get());
    expect(name, right.get());
    expect(Integer.toString(round + 1), send(post("/basket?article=lamp-" + round)).get());
    expect(name, send(get("/user")).get());
  }

  /** All that was noted is there. */
  void check(int rounds) throws Exception {
    Set<String> found = new HashSet<>(Arrays.asList(send(get("/notes")).get().body().split(" ", -1)));
    for (int round = 0; round < rounds; round++) {
      for (String side : List.of("left-", "right-")) {
        if (!found.contains(side + round)) {
          tally.attributeLost();
        }
      }
    }
  }

  private void expect(String answer, HttpResponse<String> response) {
    if (response.statusCode() == 401) {
      tally.sessionLost();
    } else if (response.statusCode() != 200 || !response.body().equals(answer)) {
      tally.failure();
    }
  }

  private CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
    tally.request();
    HttpRequest.Builder complete = request.timeout(TIMEOUT);
    if (!cookie.isEmpty()) {
      complete.header("Cookie", cookie);
    }
    return http.sendAsync(complete.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder post(String path) {
    return HttpRequest.newBuilder(next(path)).POST(HttpRequest.BodyPublishers.noBody());
  }

  private HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder(next(path));
  }

  private URI next(String path) {
    return URI.create("http://127.0.0.1:" + ports.get(turn++ % ports.size()) + path);
  }
}
