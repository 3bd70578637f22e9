/**
 * Container images that lie in a boot image: fetched from registries (OCI Distribution
 * Specification 1.1), read from OCI image layouts and from what {@code docker save} writes, checked
 * by their digests, and written as one archive that {@code docker load} takes.
 */
package org.boot2docker.builder.containers;
