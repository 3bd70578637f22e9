/**
 * The tool's JSON. It is in this module since it is the lowest one with JSON: the manifest in the
 * image, the builder's lock, the machine's files and the answers of the command line all use it.
 */
@NullMarked
package org.boot2docker.image.json;

import org.jspecify.annotations.NullMarked;
