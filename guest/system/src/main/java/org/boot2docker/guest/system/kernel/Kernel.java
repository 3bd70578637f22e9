package org.boot2docker.guest.system.kernel;

/**
 * All that PID 1 asks of Linux. Whoever needs one part of it takes that part alone.
 *
 * <p>As in Linux itself, a result below zero is a negated errno value; nothing here throws.
 */
public interface Kernel extends Files, Processes, Storage, Net, Machine {}
