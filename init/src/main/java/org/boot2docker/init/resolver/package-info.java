/** Name servers that IPv6 routers announce. */
@NullMarked
package org.boot2docker.init.resolver;

import org.jspecify.annotations.NullMarked;
