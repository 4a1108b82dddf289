package org.jdance.internal.config;

/** By which rule the nodes of a key are found. */
public enum PlacementRule {
  /** Weighted rendezvous hashing over the nodes' names. */
  RENDEZVOUS,
  /** PHPDance's buckets, in the order of configuration. */
  PHPDANCE
}
