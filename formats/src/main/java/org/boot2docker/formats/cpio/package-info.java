/**
 * The newc cpio archive, as Linux unpacks it into its first file system.
 *
 * <pre>{@code
 * try (OutputStream out = compression.compress(file)) {
 *   new CpioWriter(new SimilarityOrder(), Instant.EPOCH).write(tree, out);
 * }
 * }</pre>
 *
 * <p>Specification: Documentation/driver-api/early-userspace/buffer-format.rst of Linux; what is
 * accepted is decided by init/initramfs.c.
 */
package org.boot2docker.formats.cpio;
