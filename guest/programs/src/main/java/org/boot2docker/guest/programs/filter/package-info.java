/**
 * Reversible rearrangements of programs that make them compress better, as xz's own branch filters
 * do, but made for the tables that Go's linker writes (docs/filters.md). The builder applies them;
 * the applet {@code programs} undoes them in the guest. They never change a file's length.
 */
@NullMarked
package org.boot2docker.guest.programs.filter;

import org.jspecify.annotations.NullMarked;
