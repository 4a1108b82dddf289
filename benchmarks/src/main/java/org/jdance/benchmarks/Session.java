package org.jdance.benchmarks;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** A web session as frameworks keep them: some dates, and attributes among which there are application classes. */
final class Session implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final long FIRST_DAY_SECONDS = 1_700_000_000L;

  private final String id;
  private final Instant created;
  private final Instant lastAccessed;
  private final Duration maxInactive;
  private final HashMap<String, Serializable> attributes = new HashMap<>();

  Session(int number) {
    id = new UUID(0x1234_5678_9abc_4defL + number, 0x8000_0000_0000_0000L | number).toString();
    created = Instant.ofEpochSecond(FIRST_DAY_SECONDS + number);
    lastAccessed = created.plusSeconds(number % 600);
    maxInactive = Duration.ofMinutes(30);
    attributes.put("user", new User("user" + number + "@example.org", number, List.of("USER", "EDITOR", number % 10 == 0 ? "ADMIN" : "GUEST")));
    attributes.put("csrf", new UUID(number, ~number));
    attributes.put("visits", number);
    attributes.put("lastPage", "/catalogue/items/" + number);
    attributes.put("basket", new ArrayList<>(List.of((long) number, number + 1L, number + 2L)));
  }

  void set(String name, Serializable value) {
    attributes.put(name, value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Session that && id.equals(that.id) && created.equals(that.created) && lastAccessed.equals(that.lastAccessed)
        && maxInactive.equals(that.maxInactive) && attributes.equals(that.attributes);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "Session " + id + " " + attributes.keySet();
  }

  /** The application's own class inside a session. */
  private static final class User implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final long number;
    private final ArrayList<String> roles;
    private final HashMap<String, String> preferences;

    User(String name, long number, List<String> roles) {
      this.name = name;
      this.number = number;
      this.roles = new ArrayList<>(roles);
      this.preferences = new HashMap<>(Map.of("language", "en", "theme", "dark"));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof User that && name.equals(that.name) && number == that.number && roles.equals(that.roles)
          && preferences.equals(that.preferences);
    }

    @Override
    public int hashCode() {
      return Objects.hash(name, number);
    }
  }
}
