/**
 * What the tests share: an archive made on the spot, a server for it, and the tools it is held to.
 */
package org.boot2docker.debian.testing;
