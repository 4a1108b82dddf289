package org.jdance;

import java.time.Duration;
import java.time.Instant;

/**
 * One server of a fleet, as one JVM sees it at one moment. Holds no address beyond the configured name and no secret.
 *
 * @param name the server's name in the configuration, {@code host:port} if it was given none
 * @param state what the fleet thinks of it
 * @param since when this JVM learnt of that state
 * @param incarnation the number of its life as 32 hexadecimal digits; another one whenever what it held before is not trusted any more
 * @param answering whether it has answered this JVM since it last failed
 * @param latency how long one of its last replies took, sampled a few times a second while it is used; zero before the first
 * @param inFlight requests of this JVM that were sent to it and not answered yet, at this moment
 * @param errors requests of this JVM to it that failed, since the fleet was opened
 * @param refilled entries that this JVM has copied to it while it is cold, or -1 if this JVM is not filling it
 */
public record NodeStatus(
    String name,
    NodeState state,
    Instant since,
    String incarnation,
    boolean answering,
    Duration latency,
    int inFlight,
    long errors,
    long refilled) {}
