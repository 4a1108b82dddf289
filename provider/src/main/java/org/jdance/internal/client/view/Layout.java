package org.jdance.internal.client.view;

/**
 * How keys find their nodes, which all clients must agree on.
 *
 * @param copies how many nodes hold each entry
 * @param placement the name of the rule
 */
public record Layout(int copies, String placement) {

  /** Weighted rendezvous hashing. */
  public static final String RENDEZVOUS = "rendezvous";

  /** The bucket rule of PHPDance. */
  public static final String PHPDANCE = "phpdance";
}
