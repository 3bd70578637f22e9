package org.boot2docker.guest.programs.tls;

import java.util.List;

/**
 * What a new certificate is to say.
 *
 * @param role whose it is
 * @param key the private key of the one that it is for, as PEM
 * @param authorityKey the private key that signs, as PEM; for an authority the same
 * @param serial a positive number of at most 20 bytes, the first of them below 128
 * @param notAfter its last second, since 1970
 * @param names the names and addresses of a server
 */
record Request(
    Role role, String key, String authorityKey, byte[] serial, long notAfter, List<AltName> names) {
  /** 2020-01-01: before any time that a clock not set yet will jump back from. */
  static final long NOT_BEFORE = 1_577_836_800;

  /** Whose certificate it is; the C code knows them by their order. */
  enum Role {
    AUTHORITY,
    SERVER,
    CLIENT
  }
}
