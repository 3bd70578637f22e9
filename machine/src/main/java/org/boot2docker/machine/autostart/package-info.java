/** Starts a machine when its user logs in: by systemd, launchd or Windows' Task Scheduler. */
@org.jspecify.annotations.NullMarked
package org.boot2docker.machine.autostart;
