package org.jdance.internal.client;

/**
 * What all servers of a fleet can do, as configured.
 *
 * @param conditionalWrites whether all have atomic conditional writes
 * @param listing whether all can list their keys
 */
public record FleetKind(boolean conditionalWrites, boolean listing) {}
