package org.jdance.samples.spring;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jdance.testing.RedisProcess;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts two cache servers and the application twice, then kills the servers. */
public final class Demonstration {

  private static final int ARTICLES = 1_000;

  private Demonstration() {}

  public static void main(String[] arguments) {
    if (!RedisProcess.isInstalled()) {
      System.err.println("spring-boot: redis-server is not installed; scripts/install-servers.sh installs it");
      System.exit(1);
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (RedisProcess first = RedisProcess.start(); RedisProcess second = RedisProcess.start()) {
      // Instead of those that jdance.properties names.
      System.setProperty("jdance.nodes", "redis://" + first.host() + ":" + first.port() + ", redis://" + second.host() + ":" + second.port());
      out.println("~ Spring Boot          " + SpringBootVersion.getVersion());
      try (ConfigurableApplicationContext application = SpringApplication.run(ShopApplication.class)) {
        out.println("  first start          " + lookups(application) + " of " + ARTICLES + " prices looked up");
        out.println("  asked again          " + lookups(application) + " of " + ARTICLES + " prices looked up");
      }
      try (ConfigurableApplicationContext application = SpringApplication.run(ShopApplication.class)) {
        out.println("~ started again        " + lookups(application) + " of " + ARTICLES + " prices looked up");
        first.kill();
        second.kill();
        out.println("  both servers killed  " + lookups(application) + " of " + ARTICLES + " prices looked up, no call failed");
      }
    }
  }

  /** Asks for all prices, and answers how many of them were not in the cache. */
  private static int lookups(ConfigurableApplicationContext application) {
    PriceList prices = application.getBean(PriceList.class);
    int before = prices.lookups();
    for (int i = 0; i < ARTICLES; i++) {
      prices.price("article " + i);
    }
    return prices.lookups() - before;
  }
}
