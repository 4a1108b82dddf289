package org.jdance.internal.node;

/** How a request that changes something ended on a server that answered. */
public enum NodeOutcome {
  /** The bytes were written. */
  STORED,
  /** The life of what was there was changed. */
  TOUCHED,
  /** What was there is gone. */
  DELETED,
  /** Nothing was written, since there is something already. */
  EXISTS,
  /** Nothing was done, since nothing is there. */
  NOT_FOUND,
  /** Nothing was done, since what is there is not what the token was given for. */
  TOKEN_MISMATCH,
  /** Nothing was written, since the very version is there: the same request ran before. */
  SAME_VERSION_EXISTS,
  /** Nothing was written, since a later version is there. */
  NEWER_EXISTS,
  /** Nothing was touched, since another version is there. */
  OTHER_VERSION,
  /** Nothing was done, since the node's stamp is not that of the request's {@link Guard}. */
  OTHER_STAMP
}
