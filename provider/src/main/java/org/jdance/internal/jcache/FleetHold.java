package org.jdance.internal.jcache;

import org.jdance.JDanceFleet;

/**
 * A manager's hold on the servers that its caches live on.
 *
 * @param fleet the fleet
 * @param release gives it back
 */
record FleetHold(JDanceFleet fleet, Runnable release) {}
