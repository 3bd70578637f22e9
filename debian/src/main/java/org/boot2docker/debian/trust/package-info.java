/**
 * Where trust begins: the archive's public keys, and clear-signed text checked against them (RFC
 * 9580 section 7).
 */
package org.boot2docker.debian.trust;
