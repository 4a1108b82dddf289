package org.jdance.internal.node;

/**
 * A server's mark of one write, for doing something only if nothing was written since.
 *
 * <p>Two writes of envelopes have the same token only if they wrote the same version; whether other bytes have one at all is the node's business.
 * Of use only with the key and the node that it came from. One from elsewhere, or from before a restart or a lost connection where
 * {@link NodeCapabilities#tokensBoundToConnection} says so, never matches: the outcome is {@link NodeOutcome#TOKEN_MISMATCH} or
 * {@link NodeOutcome#NOT_FOUND}.
 */
public interface NodeToken {}
