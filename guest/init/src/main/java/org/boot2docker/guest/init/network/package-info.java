/** Network interfaces: brought up, and their routers asked. */
@NullMarked
package org.boot2docker.guest.init.network;

import org.jspecify.annotations.NullMarked;
