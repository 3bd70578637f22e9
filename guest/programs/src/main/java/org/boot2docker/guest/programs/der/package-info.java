/** Reads what keys and certificates are written in: DER (ITU-T X.690) and PEM (RFC 7468). */
@NullMarked
package org.boot2docker.guest.programs.der;

import org.jspecify.annotations.NullMarked;
