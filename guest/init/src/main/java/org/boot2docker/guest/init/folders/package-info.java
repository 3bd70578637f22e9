/**
 * The host's folders: 9p and virtiofs shares, found by their tags and mounted where they belong.
 */
@NullMarked
package org.boot2docker.guest.init.folders;

import org.jspecify.annotations.NullMarked;
