/** The order of things: from the first mount to Docker answering, and back down again. */
@NullMarked
package org.boot2docker.guest.init.boot;

import org.jspecify.annotations.NullMarked;
