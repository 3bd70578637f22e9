/**
 * The steps of a build and the cache that skips them when their inputs have not changed.
 *
 * <p>An entry of the cache is a directory named by the SHA-256 of the step's inputs; it is written
 * aside and moved into place whole, so a build killed at any moment leaves no half entry.
 */
package org.boot2docker.builder.step;
