/** The command {@code service}, which asks PID 1. */
@NullMarked
package org.boot2docker.guest.programs.service;

import org.jspecify.annotations.NullMarked;
