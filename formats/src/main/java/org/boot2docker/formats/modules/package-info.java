/**
 * The order in which kernel modules are loaded. Host and guest use it, so it needs only what TeaVM
 * has of Java.
 */
@NullMarked
package org.boot2docker.formats.modules;

import org.jspecify.annotations.NullMarked;
