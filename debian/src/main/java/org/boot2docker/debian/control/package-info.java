/**
 * Debian's control data: stanzas (deb822(5)), versions (deb-version(7)), relations between packages
 * (Debian Policy chapter 7) and the package records that an index consists of.
 */
package org.boot2docker.debian.control;
