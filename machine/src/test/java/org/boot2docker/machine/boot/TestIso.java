package org.boot2docker.machine.boot;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boot2docker.formats.iso.HybridIso;
import org.boot2docker.formats.iso.IsoWriter;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.FileTree;
import org.boot2docker.image.Manifest;

/** Writes ISO images that look like ours, and others. */
public final class TestIso {
  private static final Instant TIME = Instant.parse("2026-11-23T10:11:12Z");

  private TestIso() {}

  /** An image with a manifest for an architecture. */
  public static Path ours(Path file, String architecture) throws IOException {
    Manifest manifest =
        new Manifest(
            "test",
            "1",
            architecture,
            "default",
            "6",
            TIME.toString(),
            "words",
            List.of(new Manifest.Part("initramfs", "iso", 1000)),
            List.of(),
            Map.of(),
            Map.of());
    FileTree medium = new FileTree();
    medium.putFile(Manifest.PATH, Content.of(manifest.toJson()));
    medium.putFile("boot/vmlinuz", Content.of(new byte[3000]));
    medium.putFile("boot/initrd.img", Content.of(new byte[100_000]));
    return write(file, medium);
  }

  /** An image of another system. */
  public static Path foreign(Path file) throws IOException {
    FileTree medium = new FileTree();
    medium.putFile("readme", Content.of(new byte[100_000]));
    return write(file, medium);
  }

  private static Path write(Path file, FileTree medium) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      new IsoWriter(new HybridIso(medium, "TEST", TIME, Optional.empty(), Optional.empty()))
          .write(out);
    }
    return file;
  }
}
