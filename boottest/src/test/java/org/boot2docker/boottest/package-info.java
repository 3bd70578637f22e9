/** Proof on the real image: the tool's command line, the media, and guests booted under QEMU. */
package org.boot2docker.boottest;
