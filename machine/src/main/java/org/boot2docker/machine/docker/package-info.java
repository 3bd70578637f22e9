/** Docker's API, and its events, for what keeps this host as Docker has it. */
@org.jspecify.annotations.NullMarked
package org.boot2docker.machine.docker;
