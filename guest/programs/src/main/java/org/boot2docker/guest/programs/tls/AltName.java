package org.boot2docker.guest.programs.tls;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.boot2docker.guest.system.bytes.Bytes;
import org.boot2docker.guest.system.bytes.IpAddress;

/**
 * A name or address that a server may be called by: one of RFC 5280's subject alternative names.
 *
 * @param kind what it is
 * @param hex its bytes: the name in ASCII, or 4 or 16 bytes of an address
 */
record AltName(Kind kind, String hex) {
  /** A longer one can't be packed, and is no host name either. */
  private static final int MOST_BYTES = 253;

  /** The kinds that servers are called by. */
  enum Kind {
    /** A host name. */
    DNS(2),
    /** An address of IPv4 or IPv6. */
    ADDRESS(7);

    /** The number of this choice of GeneralName in RFC 5280. */
    private final int choice;

    Kind(int choice) {
      this.choice = choice;
    }
  }

  /** A host name. */
  static AltName dns(String name) {
    return new AltName(Kind.DNS, Bytes.hex(name.getBytes(StandardCharsets.UTF_8)));
  }

  /** An address of 4 or 16 bytes. */
  static AltName address(byte[] bytes) {
    return new AltName(Kind.ADDRESS, Bytes.hex(bytes));
  }

  /** For people: the name, or the address with dots or colons. */
  String text() {
    byte[] bytes = bytes();
    return kind == Kind.DNS ? new String(bytes, StandardCharsets.UTF_8) : IpAddress.text(bytes);
  }

  private byte[] bytes() {
    return Bytes.ofHex(hex);
  }

  /** The names as the C code takes them: for each the choice, the length and the bytes. */
  static byte[] pack(List<AltName> names) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    for (AltName name : names) {
      byte[] bytes = name.bytes();
      if (bytes.length <= MOST_BYTES) {
        packed.write(name.kind.choice);
        packed.write(bytes.length);
        packed.write(bytes, 0, bytes.length);
      }
    }
    return packed.toByteArray();
  }

  /** The names in what {@link #pack} gives; those of other kinds are left out. */
  static List<AltName> unpack(byte[] packed) {
    List<AltName> names = new ArrayList<>();
    for (int at = 0; at + 2 <= packed.length; at += 2 + (packed[at + 1] & 0xff)) {
      int end = Math.min(packed.length, at + 2 + (packed[at + 1] & 0xff));
      String hex = Bytes.hex(Arrays.copyOfRange(packed, at + 2, end));
      for (Kind kind : Kind.values()) {
        if (packed[at] == kind.choice) {
          names.add(new AltName(kind, hex));
        }
      }
    }
    return List.copyOf(names);
  }
}
