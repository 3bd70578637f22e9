/** Network interfaces: brought up, given addresses and routes, and their routers asked. */
@NullMarked
package org.boot2docker.init.network;

import org.jspecify.annotations.NullMarked;
