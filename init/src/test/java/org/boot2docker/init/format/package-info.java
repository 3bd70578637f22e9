/** Tests of formatting. */
package org.boot2docker.init.format;
