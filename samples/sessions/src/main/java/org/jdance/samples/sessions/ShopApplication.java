package org.jdance.samples.sessions;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;

/** One process of the application. */
@SpringBootApplication
@EnableSpringHttpSession
public class ShopApplication {

  /** Starts it and says on which port. */
  public static void main(String[] arguments) {
    var application = (ServletWebServerApplicationContext) SpringApplication.run(ShopApplication.class, arguments);
    System.out.println(requireNonNull(application.getWebServer()).getPort());
  }

  /** Its configuration is {@code jdance.properties}. */
  @Bean(destroyMethod = "close")
  CacheManager cacheManager() {
    return Caching.getCachingProvider().getCacheManager();
  }

  @Bean
  JCacheSessionRepository sessionRepository(CacheManager manager, @Value("${shop.session.inactive}") Duration inactive) {
    return new JCacheSessionRepository(manager, inactive, Clock.systemUTC());
  }
}
