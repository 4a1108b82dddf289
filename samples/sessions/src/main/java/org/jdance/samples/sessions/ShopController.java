package org.jdance.samples.sessions;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.SessionAttribute;
import org.springframework.web.server.ResponseStatusException;

/** The pages: an ordinary servlet application that knows of no cache. */
@RestController
class ShopController {

  @PostMapping("/login")
  String login(HttpServletRequest request, @RequestParam("user") String user) {
    HttpSession session = request.getSession();
    request.changeSessionId();
    session.setAttribute("user", user);
    session.setAttribute("basket", Basket.EMPTY);
    return user;
  }

  @GetMapping("/user")
  String user(@SessionAttribute(name = "user", required = false) String user) {
    if (user == null) {
      throw new ResponseStatusException(HttpStatus.UNAUTHORIZED, "log in first");
    }
    return user;
  }

  @PostMapping("/basket")
  String basket(HttpSession session, @SessionAttribute("basket") Basket basket, @RequestParam("article") String article) {
    Basket more = basket.with(article);
    session.setAttribute("basket", more);
    return Integer.toString(more.articles().size());
  }

  @PostMapping("/note")
  String note(HttpSession session, @SessionAttribute("user") String user, @RequestParam("name") String name) {
    session.setAttribute(name, "noted");
    return user;
  }

  @GetMapping("/notes")
  String notes(HttpSession session) {
    return String.join(" ", new TreeSet<>(Collections.list(session.getAttributeNames())));
  }

  @PostMapping("/logout")
  String logout(HttpSession session) {
    session.invalidate();
    return "bye";
  }
}
