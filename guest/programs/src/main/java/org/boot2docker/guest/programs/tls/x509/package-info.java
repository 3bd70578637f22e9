/**
 * Certificates of X.509 version 3 (RFC 5280) and private keys of PKCS #8 (RFC 5958), both in DER
 * and PEM: written, and read again as far as needed to know whether they still serve.
 */
@NullMarked
package org.boot2docker.guest.programs.tls.x509;

import org.jspecify.annotations.NullMarked;
