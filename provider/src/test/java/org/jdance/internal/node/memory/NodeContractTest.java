package org.jdance.internal.node.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The contract itself: it finds out every node that breaks it, and none of its tests is skipped everywhere. */
class NodeContractTest {

  static Stream<Arguments> broken() {
    return Stream.of(
        arguments(BrokenNodes.IfAbsentInTwoSteps.class, "ofConditionalWritesSubmittedTogetherOneWins"),
        arguments(BrokenNodes.IfTokenInTwoSteps.class, "ofConditionalWritesSubmittedTogetherOneWins"),
        arguments(BrokenNodes.IgnoresTheToken.class, "theTokenOfAReadLetsOneWriteThrough"),
        arguments(BrokenNodes.IgnoresTheToken.class, "ofManyWithTheSameStateReadExactlyOneStores"),
        arguments(BrokenNodes.IgnoresTheTokenOfADeletion.class, "deleteIfMatchesDeletesExactlyWhatWasRead"),
        arguments(BrokenNodes.TellsEveryoneThatItDeleted.class, "aDeletionAndWritesWithTheSameStateReadHaveOneWinner"),
        arguments(BrokenNodes.TakesTokensFromBeforeARestart.class, "aTokenFromBeforeAnEmptyRestartNeverMatches"),
        arguments(BrokenNodes.TakesTokensFromBeforeARestart.class, "theTokenOfAnotherConnectionMatchesUnlessBound"),
        arguments(BrokenNodes.GoesBackToOlderVersions.class, "aNewerVersionReplacesAndAnOlderOneDoesNot"),
        arguments(BrokenNodes.GoesBackToOlderVersions.class, "ofTheSameVersionSentByManyExactlyOneStores"),
        arguments(BrokenNodes.DoesNotRefuseOtherStamps.class, "underAnotherStampNothingConditionalIsDone"),
        arguments(BrokenNodes.LosesTheGuard.class, "aReadTellsTheMarkOfTheStampWhateverThatIs"),
        arguments(BrokenNodes.LosesTheGuard.class, "aBatchOfWritesTellsTheMarkOfTheStampAtLeastOnce"),
        arguments(BrokenNodes.FakesConditions.class, "whereNotDeclaredConditionsAreRefusedAndNothingIsWritten"),
        arguments(BrokenNodes.FakesConditions.class, "whereNotDeclaredIfNewerIsRefusedAndNothingIsWritten"),
        arguments(BrokenNodes.KeepsForEver.class, "whatHasATimeToLiveIsThereUntilThenAndGoneSoonAfter"),
        arguments(BrokenNodes.ForgetsToTouch.class, "aReadThatTouchesTheDeadlineAnswersTheOneBefore"),
        arguments(BrokenNodes.CutsKeys.class, "theLongestKeyIsCarriedWhateverItsBytes"),
        arguments(BrokenNodes.MixesUpBatches.class, "aBatchOfReadsAnswersInTheOrderOfItsKeys"),
        arguments(BrokenNodes.LosesKeysBetweenPages.class, "everyKeyIsListedWhateverThePage"),
        arguments(BrokenNodes.LosesKeysBetweenPages.class, "whatIsThereThroughoutIsListedHoweverMuchComesAndGoes"),
        arguments(BrokenNodes.TakesATimeoutForAMiss.class, "whatIsNotSentByItsDeadlineIsNeverSent"),
        arguments(BrokenNodes.GoesOnAfterClose.class, "afterCloseEveryCallFailsAndWhatWasStoredStays"),
        arguments(BrokenNodes.GoesOnAfterClose.class, "closingEndsWhatIsUnderWay"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void aBrokenNodeIsFoundOut(Class<?> contract, String test) {
    Events tests = run(selectMethod(contract, test));
    assertEquals(Set.of(test), names(tests.started()));
    assertEquals(Set.of(test), names(tests.failed()));
  }

  @Test
  void aSoundNodeIsNotHeldForBroken() {
    Events tests = run(selectClass(BrokenNodes.Sound.class));
    assertEquals(Set.of(), names(tests.failed()));
    broken().forEach(expected -> assertTrue(names(tests.started()).contains(expected.get()[1].toString()), expected.get()[1] + " was not run"));
  }

  @Test
  void everyTestOfTheContractRunsOnSomeKindOfServer() {
    Events tests = run(selectClass(MemoryNodeTest.class));
    Set<String> never = new TreeSet<>(names(tests.started()));
    assertFalse(never.isEmpty());
    never.removeAll(names(tests.succeeded()));
    assertEquals(Set.of(), never);
  }

  private static Events run(DiscoverySelector selector) {
    return EngineTestKit.engine("junit-jupiter").selectors(selector).execute().testEvents();
  }

  private static Set<String> names(Events events) {
    return events.map(NodeContractTest::name).collect(Collectors.toSet());
  }

  private static String name(Event event) {
    return event.getTestDescriptor().getDisplayName().replace("()", "");
  }
}
