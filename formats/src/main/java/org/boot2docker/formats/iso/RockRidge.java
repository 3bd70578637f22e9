package org.boot2docker.formats.iso;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.boot2docker.formats.FieldWriter;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.DeviceNode;
import org.boot2docker.formats.tree.Directory;
import org.boot2docker.formats.tree.Node;
import org.boot2docker.formats.tree.SymbolicLink;

/**
 * The system use entries of RRIP: what a POSIX file has beyond ISO 9660. Version 1991A, whose PX
 * has no serial number, is the one every reader knows.
 */
final class RockRidge {
  private static final int VERSION = 1;
  private static final int MAX_PAYLOAD = 250;
  private static final int CONTINUE = 1;
  private static final String EXTENSION = "RRIP_1991A";
  private static final String DESCRIPTION =
      "THE ROCK RIDGE INTERCHANGE PROTOCOL PROVIDES SUPPORT FOR POSIX FILE SYSTEM SEMANTICS";
  private static final String SOURCE =
      "PLEASE CONTACT DISC PUBLISHER FOR SPECIFICATION SOURCE.  SEE PUBLISHER IDENTIFIER IN"
          + " PRIMARY VOLUME DESCRIPTOR FOR CONTACT INFORMATION.";

  private final byte[] modified;

  RockRidge(IsoTime time) {
    FieldWriter fields = new FieldWriter().u8(2).bytes(time.numeric());
    this.modified = entry("TF", fields);
  }

  /** Of the root's first record: says that system use entries are there, and of which kind. */
  List<byte[]> root(int links) {
    List<byte[]> entries = new ArrayList<>();
    entries.add(entry("SP", new FieldWriter().u8(0xBE).u8(0xEF).u8(0)));
    entries.addAll(self(Directory.DEFAULT.attributes(), links));
    FieldWriter extension =
        new FieldWriter()
            .u8(EXTENSION.length())
            .u8(DESCRIPTION.length())
            .u8(SOURCE.length())
            .u8(1)
            .ascii(EXTENSION)
            .ascii(DESCRIPTION)
            .ascii(SOURCE);
    entries.add(entry("ER", extension));
    return entries;
  }

  /** Of the records for a directory itself and its parent, which need no name. */
  List<byte[]> self(Attributes attributes, int links) {
    return List.of(permissions(0040000 | attributes.mode(), links, attributes), modified);
  }

  /** Of a record with a name. */
  List<byte[]> named(String name, Node node, int links) {
    List<byte[]> entries = new ArrayList<>();
    entries.add(permissions(type(node) | node.attributes().mode(), links, node.attributes()));
    entries.add(modified);
    addName(name.getBytes(StandardCharsets.UTF_8), entries);
    if (node instanceof SymbolicLink link) {
      addTarget(link.target(), entries);
    } else if (node instanceof DeviceNode device) {
      entries.add(deviceNumber(device.major(), device.minor()));
    }
    return entries;
  }

  private static int type(Node node) {
    if (node instanceof Directory) {
      return 0040000;
    } else if (node instanceof SymbolicLink) {
      return 0120000;
    } else if (node instanceof DeviceNode device) {
      return device.kind() == DeviceNode.Kind.BLOCK ? 0060000 : 0020000;
    }
    return 0100000;
  }

  private static byte[] permissions(int mode, int links, Attributes owner) {
    return entry(
        "PX", new FieldWriter().both32(mode).both32(links).both32(owner.uid()).both32(owner.gid()));
  }

  /** As Linux and libisofs both read it: a 16-bit dev_t, or two halves when that is too small. */
  private static byte[] deviceNumber(int major, int minor) {
    boolean small = major > 0 && minor < 256;
    return entry(
        "PN",
        new FieldWriter().both32(small ? 0 : major).both32(small ? major << 8 | minor : minor));
  }

  private static void addName(byte[] name, List<byte[]> entries) {
    for (int from = 0; from < name.length; from += MAX_PAYLOAD) {
      int to = Math.min(from + MAX_PAYLOAD, name.length);
      int flags = to < name.length ? CONTINUE : 0;
      entries.add(
          entry("NM", new FieldWriter().u8(flags).bytes(Arrays.copyOfRange(name, from, to))));
    }
  }

  /** RRIP 4.1.3.1: component records, cut so that no entry is longer than 255 bytes. */
  private static void addTarget(String target, List<byte[]> entries) {
    FieldWriter components = new FieldWriter();
    for (byte[] component : components(target)) {
      if (components.size() + component.length > MAX_PAYLOAD) {
        entries.add(entry("SL", new FieldWriter().u8(CONTINUE).bytes(components.toBytes())));
        components = new FieldWriter();
      }
      components.bytes(component);
    }
    entries.add(entry("SL", new FieldWriter().u8(0).bytes(components.toBytes())));
  }

  private static List<byte[]> components(String target) {
    List<byte[]> components = new ArrayList<>();
    if (target.startsWith("/")) {
      components.add(new byte[] {8, 0});
    }
    for (String name : target.split("/")) {
      switch (name) {
        case "" -> {}
        case "." -> components.add(new byte[] {2, 0});
        case ".." -> components.add(new byte[] {4, 0});
        default -> addComponent(name.getBytes(StandardCharsets.UTF_8), components);
      }
    }
    return components;
  }

  private static void addComponent(byte[] name, List<byte[]> components) {
    int max = MAX_PAYLOAD - 2;
    for (int from = 0; from < name.length; from += max) {
      int to = Math.min(from + max, name.length);
      components.add(
          new FieldWriter()
              .u8(to < name.length ? CONTINUE : 0)
              .u8(to - from)
              .bytes(Arrays.copyOfRange(name, from, to))
              .toBytes());
    }
  }

  private static byte[] entry(String signature, FieldWriter payload) {
    return new FieldWriter()
        .ascii(signature)
        .u8(4 + payload.size())
        .u8(VERSION)
        .bytes(payload.toBytes())
        .toBytes();
  }
}
