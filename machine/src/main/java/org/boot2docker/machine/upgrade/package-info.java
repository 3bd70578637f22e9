/** Another image for a machine: what it had before, and the copies that make a way back. */
@org.jspecify.annotations.NullMarked
package org.boot2docker.machine.upgrade;
