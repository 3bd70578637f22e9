/** What a machine boots from: what an image's file is, and how it is started best. */
@org.jspecify.annotations.NullMarked
package org.boot2docker.machine.boot;
