/**
 * What a user chooses about a machine, as options of {@code up}, kept from one start to the next.
 */
@org.jspecify.annotations.NullMarked
package org.boot2docker.machine.settings;
