/**
 * A client of Debian archives in pure Java: from a signed InRelease to the verified files of a
 * resolved set of packages.
 *
 * <p>{@code sources} finds a mirror, {@code trust} the keys; {@code archive} loads suites, {@code
 * resolve} chooses packages, {@code archive} fetches them and {@code deb} opens them. {@code
 * control}, {@code compress} and {@code download} serve these.
 */
package org.boot2docker.debian;
