/** Name servers, from every source, in one file. */
@NullMarked
package org.boot2docker.guest.system.resolver;

import org.jspecify.annotations.NullMarked;
