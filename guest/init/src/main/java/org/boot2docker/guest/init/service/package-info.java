/** The daemons: their descriptions as data files, their supervision, their logs. */
@NullMarked
package org.boot2docker.guest.init.service;

import org.jspecify.annotations.NullMarked;
