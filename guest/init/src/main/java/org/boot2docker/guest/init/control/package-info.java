/** The socket through which the command {@code service} asks PID 1. */
@NullMarked
package org.boot2docker.guest.init.control;

import org.jspecify.annotations.NullMarked;
