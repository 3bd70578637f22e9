package org.boot2docker.boottest.script;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Random;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.formats.iso.HybridIso;
import org.boot2docker.formats.iso.IsoWriter;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;

/**
 * A small image: an ISO with a manifest, and something to copy.
 *
 * @param label of the volume
 * @param mib about its size, and not more
 * @param created year, month, day, hour, minute, second
 * @param architecture what its manifest says
 * @param profile the same
 */
record Volume(String label, int mib, String created, String architecture, String profile) {
  private static final int MIB = 1 << 20;
  private static final int FRAME = 128 << 10;

  /** Where an ISO's volume set identifier begins. */
  private static final int SET_ID = 0x8000 + 190;

  private static final int SHA256_DIGITS = 64;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

  /** An image of the profile default for amd64. */
  static byte[] of(String label, int mib, String created) {
    return new Volume(label, mib, created, "amd64", "default").bytes();
  }

  byte[] bytes() {
    byte[] filler = new byte[mib * MIB - FRAME];
    new Random(label.hashCode()).nextBytes(filler);
    FileTree files = new FileTree();
    files.putFile("boot/initrd.img", Content.of(filler));
    files.putFile("boot/manifest.json", Content.of(manifest()));
    HybridIso iso =
        new HybridIso(
            files,
            label,
            Sha256.of(label + created + architecture + profile),
            LocalDateTime.parse(created, TIME).toInstant(ZoneOffset.UTC),
            Optional.empty(),
            Optional.empty());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new IsoWriter(iso).write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The file by which the system of an image knows itself. */
  static String osRelease(byte[] image) {
    String build = new String(image, SET_ID, SHA256_DIGITS, StandardCharsets.US_ASCII);
    return "ID=boot2docker\nVERSION_ID=28.5.2\nBUILD_ID=" + build + "\n";
  }

  /** Its first lines, as an image has them. */
  private String manifest() {
    return """
        {
          "name" : "boot2docker",
          "version" : "28.5.2",
          "architecture" : "%s",
          "profile" : "%s",
          "parts" : [ ]
        }
        """
        .formatted(architecture, profile);
  }
}
