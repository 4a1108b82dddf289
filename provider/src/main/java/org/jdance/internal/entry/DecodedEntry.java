package org.jdance.internal.entry;

/** What bytes from a server turned out to be: an {@link Envelope}, or {@link Undecodable} for a reason. */
public sealed interface DecodedEntry permits Envelope, Undecodable {}
