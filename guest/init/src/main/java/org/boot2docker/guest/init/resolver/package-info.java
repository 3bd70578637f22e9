/** Name servers that IPv6 routers announce. */
@NullMarked
package org.boot2docker.guest.init.resolver;

import org.jspecify.annotations.NullMarked;
