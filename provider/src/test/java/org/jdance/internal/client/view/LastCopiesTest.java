package org.jdance.internal.client.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdance.internal.entry.Version;
import org.junit.jupiter.api.Test;

/** Which nodes are out after trouble, and which copies are used although they are not complete. */
final class LastCopiesTest {

  private final Troubles troubles = new Troubles();

  @Test
  void oneOfTwoCopiesCanBeSpared() {
    troubles.failed.add("a");
    LastCopies.Outcome outcome = LastCopies.of(view("UU"), troubles, Set.of(), false);
    assertEquals("OU", states(outcome.view));
    assertFalse(outcome.loses);
  }

  @Test
  void theLastCopyThatDoesNotAnswerIsWaitedForAndThenGivenUpForAColdOne() {
    troubles.failed.add("a");
    assertEquals("a", LastCopies.of(view("UC"), troubles, Set.of(), false).stuckAt);
    LastCopies.Outcome outcome = LastCopies.of(view("UC"), troubles, Set.of("a"), false);
    assertNull(outcome.stuckAt);
    assertEquals("OU", states(outcome.view));
    assertTrue(outcome.loses);
    assertEquals("a", LastCopies.of(view("UO"), troubles, Set.of("a"), false).stuckAt);
  }

  @Test
  void theLastCopyThatIsLostIsReplacedByAColdOneAtOnce() {
    lost("a");
    LastCopies.Outcome outcome = LastCopies.of(view("UC"), troubles, Set.of(), false);
    assertEquals("OU", states(outcome.view));
    assertTrue(outcome.loses);
    assertTrue(outcome.reborn.isEmpty());
  }

  @Test
  void aColdCopyThatIsInTroubleItselfReplacesNone() {
    lost("a");
    troubles.failed.add("b");
    LastCopies.Outcome outcome = LastCopies.of(view("UC"), troubles, Set.of(), false);
    assertEquals("UO", states(outcome.view));
    assertEquals(Set.of("a"), outcome.reborn);
  }

  @Test
  void ofAllThatAreLostOneGoesOnEmpty() {
    lost("a");
    lost("b");
    LastCopies.Outcome outcome = LastCopies.of(view("UU"), troubles, Set.of(), false);
    assertEquals("OU", states(outcome.view));
    assertEquals(Set.of("b"), outcome.reborn);
    assertTrue(outcome.loses);
  }

  @Test
  void whatLostItsMemoryWaitsForWhatMightHaveKeptIt() {
    troubles.failed.add("a");
    lost("b");
    assertEquals("OU", states(LastCopies.of(view("UU"), troubles, Set.of(), true).view));
    assertEquals("a", LastCopies.of(view("UU"), troubles, Set.of(), false).stuckAt);
  }

  @Test
  void nodesThatOnlyJoinCanAlwaysBeSpared() {
    troubles.failed.add("c");
    View joining = view("UOU");
    View seated = joining.with(2, member -> member.seated(0, ""));
    assertEquals("UOO", states(LastCopies.of(seated, troubles, Set.of(), false).view));
    assertEquals("c", LastCopies.of(joining, troubles, Set.of(), false).stuckAt);
  }

  private void lost(String name) {
    troubles.lost.put(name, new Version(1, name.charAt(0)));
  }

  private static View view(String states) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < states.length(); i++) {
      char name = (char) ('a' + i);
      MemberState state = states.charAt(i) == 'U' ? MemberState.UP : states.charAt(i) == 'O' ? MemberState.OUT : MemberState.COLD;
      members.add(new Member(String.valueOf(name), "redis://" + name, 1, "", state, new Version(1, name), true, ""));
    }
    return new View(new Version(2, 1), new Layout(2, Layout.RENDEZVOUS), members, Map.of(), View.NEVER, null);
  }

  private static String states(View view) {
    StringBuilder states = new StringBuilder();
    view.members().forEach(member -> states.append(member.state().name().charAt(0)));
    return states.toString();
  }
}
