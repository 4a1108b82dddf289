package org.jdance.internal.transport;

import org.jspecify.annotations.Nullable;

/**
 * Why a connection is of no use any more: the first cause.
 *
 * @param kind what its requests fail with
 * @param what to be read after the node's name; holds no secret
 * @param cause the exception behind it, if there is one
 */
record Death(FailureKind kind, String what, @Nullable Throwable cause) {}
