/**
 * Looks into disk images before a machine starts, so that one that the guest would not use is
 * refused at once.
 */
@org.jspecify.annotations.NullMarked
package org.boot2docker.machine.disk;
