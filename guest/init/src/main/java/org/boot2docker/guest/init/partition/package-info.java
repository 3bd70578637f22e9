/** Partition tables: GUID partition tables (UEFI 2.10, chapter 5) and their crash-safe changes. */
@NullMarked
package org.boot2docker.guest.init.partition;

import org.jspecify.annotations.NullMarked;
