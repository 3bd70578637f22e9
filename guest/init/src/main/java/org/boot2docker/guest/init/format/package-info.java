/**
 * Formats a disk that asks for it by its first bytes, so that a power cut at any moment leaves a
 * disk that the next boot formats from the beginning or uses, never one that lost anything.
 */
@NullMarked
package org.boot2docker.guest.init.format;

import org.jspecify.annotations.NullMarked;
