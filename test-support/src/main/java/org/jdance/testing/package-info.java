/** Real servers, scripted peers and broken networks on the loopback interface, for the tests of all modules. */
@NullMarked
package org.jdance.testing;

import org.jspecify.annotations.NullMarked;
