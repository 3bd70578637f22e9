/**
 * Learns from this machine where a Debian archive is and through which proxy: sources.list(5),
 * apt.conf(5) and the environment. No host name is built in.
 */
package org.boot2docker.debian.sources;
