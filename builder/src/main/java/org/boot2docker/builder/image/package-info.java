/** Makes the result of each step: kernel and modules, user land, Docker, initramfs and media. */
package org.boot2docker.builder.image;
