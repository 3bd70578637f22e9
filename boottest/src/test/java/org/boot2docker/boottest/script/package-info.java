/** The guest's shell scripts, run by busybox on this machine; nothing is booted. */
@NullMarked
package org.boot2docker.boottest.script;

import org.jspecify.annotations.NullMarked;
