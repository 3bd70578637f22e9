/** The guest's serial console: wait for what it says, type what it asks for. */
@org.jspecify.annotations.NullMarked
package org.boot2docker.machine.console;
