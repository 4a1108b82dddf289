/** The deterministic simulation: the real client over simulated servers, with virtual time and everything drawn by one seed. */
package org.jdance.internal.sim;
