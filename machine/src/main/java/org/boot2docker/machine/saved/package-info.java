/** Saves a running machine with its memory, and resumes it where it was. */
@org.jspecify.annotations.NullMarked
package org.boot2docker.machine.saved;
