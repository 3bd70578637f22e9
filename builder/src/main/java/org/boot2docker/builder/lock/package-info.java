/** The lock file: every package of an image with version, origin and hash. */
package org.boot2docker.builder.lock;
