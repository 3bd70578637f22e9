/** Which packages an image is made of: resolved in the newest suites, or read from a lock. */
package org.boot2docker.builder.packages;
