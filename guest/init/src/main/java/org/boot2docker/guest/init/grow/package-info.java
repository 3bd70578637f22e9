/** Lets the data partition follow a disk that was made larger from outside. */
@NullMarked
package org.boot2docker.guest.init.grow;

import org.jspecify.annotations.NullMarked;
