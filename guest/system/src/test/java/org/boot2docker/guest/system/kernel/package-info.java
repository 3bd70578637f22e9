/** A Linux in memory, so that every decision of init is tested on the JVM. */
@NullMarked
package org.boot2docker.guest.system.kernel;

import org.jspecify.annotations.NullMarked;
