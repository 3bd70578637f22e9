/** Boots images to measure them: times, instructions, memory, and a picture of a boot. */
@NullMarked
package org.boot2docker.cli.bench;

import org.jspecify.annotations.NullMarked;
