package org.boot2docker.guest.system.kernel;

/**
 * A message of sd_notify(3).
 *
 * @param sender the process that sent it, as the kernel says; 0 where it does not say
 * @param text lines of {@code NAME=VALUE}
 */
public record Notification(int sender, String text) {}
