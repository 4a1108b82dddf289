package org.jdance.internal.node;

/** Where the next page of a listing begins; of use only with the node that it came from. */
public interface ListCursor {}
