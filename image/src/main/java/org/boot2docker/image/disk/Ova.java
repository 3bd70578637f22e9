package org.boot2docker.image.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.boot2docker.formats.Unclosed;
import org.boot2docker.formats.disk.DiskContent;
import org.boot2docker.formats.disk.DiskFormat;
import org.boot2docker.formats.file.AtomicFile;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.formats.file.TemporaryFolder;
import org.boot2docker.image.Manifest;
import org.boot2docker.image.MemoryNeed;

/**
 * An appliance in one file (DMTF's DSP0243, "Open Virtualization Format", 1.1): a tar archive with
 * the description first, then a manifest of sums, then a VMDK. VMware and VirtualBox import it.
 */
public final class Ova {
  private static final int MODE = 0644;
  private static final int LEAST_MIB = 2048;

  private Ova() {}

  /**
   * Writes it.
   *
   * @param name of the appliance, for the files in it
   * @param size of the disk in bytes, as the guest sees it
   */
  public static void write(Manifest manifest, String name, Path vmdk, long size, Path file)
      throws IOException {
    byte[] ovf = ovf(manifest, name, Files.size(vmdk), size).getBytes(StandardCharsets.UTF_8);
    String sums =
        "SHA256(%s.ovf)= %s%nSHA256(%s)= %s%n"
            .formatted(name, Sha256.of(ovf), disk(name), sum(vmdk))
            .replace(System.lineSeparator(), "\n");
    AtomicFile.write(
        file,
        out -> {
          try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new Unclosed.Output(out))) {
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            put(tar, name + ".ovf", ovf);
            put(tar, name + ".mf", sums.getBytes(StandardCharsets.UTF_8));
            entry(tar, disk(name), Files.size(vmdk));
            Files.copy(vmdk, tar);
            tar.closeArchiveEntry();
          }
        });
  }

  /** Writes the disk as VMDK first, which is not kept. */
  public static void write(Manifest manifest, String name, DiskContent disk, Path file)
      throws IOException {
    // The VMDK names itself.
    try (TemporaryFolder folder = TemporaryFolder.beside(file, ".ova")) {
      Path vmdk = folder.path().resolve(disk(name));
      DiskFormat.VMDK.write(disk, vmdk);
      write(manifest, name, vmdk, disk.size(), file);
    }
  }

  private static String disk(String name) {
    return name + "-disk1.vmdk";
  }

  private static String sum(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Sha256.of(in);
    }
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] bytes)
      throws IOException {
    entry(tar, name, bytes.length);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private static void entry(TarArchiveOutputStream tar, String name, long size) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(size);
    entry.setMode(MODE);
    entry.setModTime(0L);
    entry.setIds(0, 0);
    entry.setNames("", "");
    tar.putArchiveEntry(entry);
  }

  private static String ovf(Manifest manifest, String name, long fileBytes, long size)
      throws IOException {
    String template;
    try (InputStream in = Ova.class.getResourceAsStream("appliance.ovf")) {
      if (in == null) {
        throw new IllegalStateException("appliance.ovf is missing in this program");
      }
      template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    int memory = Math.max(LEAST_MIB, MemoryNeed.of(manifest).usualMiB());
    return template
        .replace("{name}", name)
        .replace("{disk}", disk(name))
        .replace("{fileBytes}", Long.toString(fileBytes))
        .replace("{size}", Long.toString(size))
        .replace("{version}", manifest.version())
        .replace("{memory}", Integer.toString(memory));
  }
}
