/** Messages to people. */
@org.jspecify.annotations.NullMarked
package org.boot2docker.formats.text;
