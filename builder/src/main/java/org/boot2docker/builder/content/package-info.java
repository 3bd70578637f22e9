/**
 * Puts the image's file tree together: files from packages, overlay, links, certificates, and the
 * shared libraries that the programs ask for.
 */
package org.boot2docker.builder.content;
