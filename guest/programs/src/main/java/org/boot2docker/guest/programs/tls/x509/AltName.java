package org.boot2docker.guest.programs.tls.x509;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.guest.programs.der.Der;
import org.boot2docker.guest.programs.der.DerReader;
import org.boot2docker.guest.system.bytes.Bytes;
import org.boot2docker.guest.system.bytes.IpAddress;

/**
 * A name or address that a server may be called by: one of RFC 5280's subject alternative names.
 *
 * @param kind what it is
 * @param hex its bytes: the name in ASCII, or 4 or 16 bytes of an address
 */
public record AltName(Kind kind, String hex) {
  /** The kinds that servers are called by. */
  public enum Kind {
    /** A host name. */
    DNS(2),
    /** An address of IPv4 or IPv6. */
    ADDRESS(7);

    private final int choice;

    Kind(int choice) {
      this.choice = choice;
    }
  }

  /** A host name. */
  public static AltName dns(String name) {
    return new AltName(Kind.DNS, Bytes.hex(name.getBytes(StandardCharsets.UTF_8)));
  }

  /** An address of 4 or 16 bytes. */
  public static AltName address(byte[] bytes) {
    return new AltName(Kind.ADDRESS, Bytes.hex(bytes));
  }

  /** Whether it is an address of IPv4. */
  public boolean isIpv4() {
    return kind == Kind.ADDRESS && hex.length() == 8;
  }

  /** Whether it is an address of IPv6 that is of use beyond the link (not fe80::/10). */
  public boolean isRoutedIpv6() {
    boolean linkLocal = hex.startsWith("fe") && "89ab".indexOf(hex.charAt(2)) >= 0;
    return kind == Kind.ADDRESS && hex.length() == 32 && !linkLocal;
  }

  /** For people: the name, or the address with dots or colons. */
  public String text() {
    byte[] bytes = Bytes.ofHex(hex);
    return kind == Kind.DNS ? new String(bytes, StandardCharsets.UTF_8) : IpAddress.text(bytes);
  }

  static byte[] der(List<AltName> names) {
    byte[][] parts = new byte[names.size()][];
    for (int i = 0; i < parts.length; i++) {
      AltName name = names.get(i);
      parts[i] = Der.value(Der.CONTEXT | name.kind.choice, Bytes.ofHex(name.hex));
    }
    return Der.sequence(parts);
  }

  /** Reads the extension's value; names of other kinds are left out. */
  static List<AltName> read(DerReader extension) {
    List<AltName> names = new ArrayList<>();
    DerReader reader = extension.enter(Der.SEQUENCE);
    while (reader.hasMore()) {
      int tag = reader.tag();
      String hex = Bytes.hex(reader.content(tag));
      for (Kind kind : Kind.values()) {
        if (tag == (Der.CONTEXT | kind.choice)) {
          names.add(new AltName(kind, hex));
        }
      }
    }
    return names;
  }
}
