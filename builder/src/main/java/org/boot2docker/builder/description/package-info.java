/**
 * The description file, {@code distro/boot2docker.yaml}, as immutable records.
 *
 * <p>Every key that the reader does not know is an error that names its line, so that a typing
 * mistake never builds another image than was meant.
 */
package org.boot2docker.builder.description;
