/** Tests of formatting. */
package org.boot2docker.guest.init.format;
