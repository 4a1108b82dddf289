package org.jdance.samples.hibernate;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.hibernate.SessionFactory;

/** The shop in a JVM of its own, asked by lines: {@code page L-1}, {@code price L-1 9.50}, {@code rename x}, {@code from 10}. */
final class Clerk {

  private Clerk() {}

  public static void main(String[] arguments) throws Exception {
    BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (SessionFactory factory = Database.open(Map.of("hibernate.connection.url", arguments[0]))) {
      Catalogue catalogue = new Catalogue(factory, Clock.systemUTC());
      System.out.println("ready");
      for (String question = questions.readLine(); question != null; question = questions.readLine()) {
        factory.getStatistics().clear();
        String answer = answer(catalogue, question.split(" ", -1));
        System.out.println(factory.getStatistics().getPrepareStatementCount() + " statements: " + answer);
      }
    }
  }

  private static String answer(Catalogue catalogue, String[] words) {
    return switch (words[0]) {
      case "page" -> catalogue.page(words[1]);
      case "from" -> catalogue.from(new BigDecimal(words[1]), Condition.NEW).toString();
      case "price" -> {
        catalogue.price(words[1], new BigDecimal(words[2]));
        yield "done";
      }
      case "rename" -> {
        catalogue.renameSuppliers(words[1]);
        yield "done";
      }
      default -> throw new IllegalArgumentException(words[0]);
    };
  }
}
