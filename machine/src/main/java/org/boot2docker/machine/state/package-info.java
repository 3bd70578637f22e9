/**
 * What is kept of a machine between two commands: its folder, configuration, lock and processes.
 */
@org.jspecify.annotations.NullMarked
package org.boot2docker.machine.state;
