/** Tests of the image file itself, with tools that are not ours. */
package org.boot2docker.boottest.image;
