/**
 * What the tests share: the image, built once in a run, and one guest at a time.
 *
 * <p>Guests are emulated and slow to boot, so tests that only look share one, and two never run
 * side by side.
 */
package org.boot2docker.boottest.lab;
