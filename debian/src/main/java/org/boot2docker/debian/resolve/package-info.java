/** Chooses the packages that a set of wanted ones needs: Debian Policy chapter 7. */
package org.boot2docker.debian.resolve;
