/**
 * The steps of a build, what they tell their caller, and the cache that skips them when their
 * inputs have not changed.
 *
 * <p>An entry of the cache is a directory named by the SHA-256 of the step's inputs; it is written
 * aside and renamed into place, so a build killed at any moment leaves no partial entry.
 */
package org.boot2docker.builder.step;
