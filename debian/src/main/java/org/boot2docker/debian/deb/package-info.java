/** Reads binary packages: deb(5). */
package org.boot2docker.debian.deb;
