/**
 * Changes in the host's shared folders, of which Linux in the guest knows nothing: containers that
 * watch such a folder are told.
 */
@org.jspecify.annotations.NullMarked
package org.boot2docker.machine.folders;
