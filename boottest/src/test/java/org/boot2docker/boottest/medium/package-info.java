/** Boot media that are damaged: bits that flipped somewhere on them. */
@NullMarked
package org.boot2docker.boottest.medium;

import org.jspecify.annotations.NullMarked;
