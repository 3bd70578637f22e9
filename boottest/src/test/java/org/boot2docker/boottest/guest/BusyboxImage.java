package org.boot2docker.boottest.guest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.contract.Architecture;

/**
 * A container image of one program, as the tar that {@code docker load} takes (the layout of {@code
 * docker save}, image specification v1.2). The program is this machine's package busybox-static,
 * and for a guest of another architecture its own busybox with its libraries.
 */
public final class BusyboxImage {
  /** What it is called. */
  public static final String NAME = "boottest/busybox:latest";

  private static final List<String> APPLETS =
      List.of(
          "sh",
          "cat",
          "echo",
          "env",
          "hostname",
          "httpd",
          "id",
          "ls",
          "mkdir",
          "nslookup",
          "ping",
          "sleep",
          "wc",
          "wget");

  private BusyboxImage() {}

  /** Has the guest's Docker load it, by way of a directory; gives what Docker says. */
  public static String load(Guest guest, Path directory) throws IOException {
    Path file = directory.resolve("busybox.tar");
    Userland userland = new Userland(guest);
    write(file, userland.files(), userland.architecture());
    guest.upload(file, "/home/docker/busybox.tar");
    return guest.run("docker load -i busybox.tar");
  }

  /** Has the guest's Docker load one of another architecture: a static program, by emulation. */
  static void load(Guest guest, Path directory, Path program, Architecture architecture)
      throws IOException {
    Path file = directory.resolve("busybox.tar");
    write(file, Map.of("bin/busybox", Files.readAllBytes(program)), architecture);
    guest.upload(file, "/home/docker/busybox.tar");
    guest.run("docker load -i busybox.tar");
  }

  /** Writes the archive for this machine's architecture. */
  static void write(Path file) throws IOException {
    write(
        file,
        Map.of("bin/busybox", Files.readAllBytes(Path.of("/bin/busybox"))),
        Architecture.host());
  }

  private static void write(Path file, Map<String, byte[]> files, Architecture architecture)
      throws IOException {
    byte[] layer = layer(files);
    byte[] config = config(layer, architecture);
    String configName = sha256(config) + ".json";
    String manifest =
        "[{\"Config\":\"%s\",\"RepoTags\":[\"%s\"],\"Layers\":[\"layer.tar\"]}]"
            .formatted(configName, NAME);
    try (OutputStream out = Files.newOutputStream(file);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      add(tar, "layer.tar", layer, 0644);
      add(tar, configName, config, 0644);
      add(tar, "manifest.json", manifest.getBytes(StandardCharsets.UTF_8), 0644);
    }
  }

  private static byte[] layer(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (String directory : List.of("bin/", "tmp/", "www/")) {
        tar.putArchiveEntry(new TarArchiveEntry(directory));
        tar.closeArchiveEntry();
      }
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        add(tar, file.getKey(), file.getValue(), 0755);
      }
      for (String applet : APPLETS) {
        TarArchiveEntry link = new TarArchiveEntry("bin/" + applet, TarConstants.LF_SYMLINK);
        link.setLinkName("busybox");
        tar.putArchiveEntry(link);
        tar.closeArchiveEntry();
      }
      add(tar, "www/index.html", "served by a container\n".getBytes(StandardCharsets.UTF_8), 0644);
    }
    return bytes.toByteArray();
  }

  private static byte[] config(byte[] layer, Architecture architecture) {
    return """
        {"architecture":"%s","os":"linux",
         "config":{"Env":["PATH=/bin"],"Cmd":["/bin/sh"],"WorkingDir":"/"},
         "rootfs":{"type":"layers","diff_ids":["sha256:%s"]},
         "history":[{"created_by":"boottest"}]}
        """
        .formatted(architecture.debianName(), sha256(layer))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void add(TarArchiveOutputStream tar, String name, byte[] content, int mode)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setMode(mode);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
