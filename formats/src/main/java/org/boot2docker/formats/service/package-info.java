/**
 * The files that describe the guest's services. The builder checks them, and init reads them. TeaVM
 * compiles the package for the guest.
 */
@NullMarked
package org.boot2docker.formats.service;

import org.jspecify.annotations.NullMarked;
