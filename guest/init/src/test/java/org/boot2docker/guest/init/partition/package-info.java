/** Disks in memory and in files, for tests. */
package org.boot2docker.guest.init.partition;
