/**
 * Linux kernel modules: what a module says of itself, a choice of modules with all that they need,
 * and the text indexes that depmod(8) makes of them.
 */
package org.boot2docker.formats.kmod;
