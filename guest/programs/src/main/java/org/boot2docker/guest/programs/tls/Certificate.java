package org.boot2docker.guest.programs.tls;

import java.util.List;

/**
 * What a certificate says, as far as it decides whether it still serves.
 *
 * @param notAfter the last second at which it is valid, since 1970
 * @param names the names and addresses of a server
 */
record Certificate(long notAfter, List<AltName> names) {}
