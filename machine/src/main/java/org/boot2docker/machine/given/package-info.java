/** What the guest gets of the user's settings and of this host's: proxies, authorities, names. */
@org.jspecify.annotations.NullMarked
package org.boot2docker.machine.given;
