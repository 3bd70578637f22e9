/**
 * Partition tables. The ISO writer and the guest use it, so it needs only what TeaVM has of Java.
 */
@NullMarked
package org.boot2docker.formats.partition;

import org.jspecify.annotations.NullMarked;
