/** SSH to the guest: keys, commands, a shell for people, and channels to its Unix sockets. */
@org.jspecify.annotations.NullMarked
package org.boot2docker.machine.ssh;
