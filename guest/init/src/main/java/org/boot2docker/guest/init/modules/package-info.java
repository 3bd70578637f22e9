/**
 * Kernel modules: which ones a device needs, in which order they are loaded, and the worker process
 * that loads them.
 *
 * <p>The files read are depmod's: modules.dep, modules.alias, modules.softdep and modules.builtin.
 */
@NullMarked
package org.boot2docker.guest.init.modules;

import org.jspecify.annotations.NullMarked;
