/**
 * Builds the boot image in three steps, base, rootfs and iso, each cached by the hash of its
 * inputs.
 *
 * <p>{@link org.boot2docker.builder.ImageBuilder} is the way in and reads like the table of
 * contents of a build.
 */
package org.boot2docker.builder;
