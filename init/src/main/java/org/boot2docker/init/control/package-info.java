/** The command {@code service}: a socket of PID 1, and the applet that asks it. */
@NullMarked
package org.boot2docker.init.control;

import org.jspecify.annotations.NullMarked;
