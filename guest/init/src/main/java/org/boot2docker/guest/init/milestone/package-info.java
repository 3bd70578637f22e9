/** What a boot has reached, and when. */
@NullMarked
package org.boot2docker.guest.init.milestone;

import org.jspecify.annotations.NullMarked;
