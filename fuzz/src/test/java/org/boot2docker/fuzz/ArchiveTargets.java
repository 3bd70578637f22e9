package org.boot2docker.fuzz;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.boot2docker.debian.compress.Decompressor;
import org.boot2docker.debian.control.Dependency;
import org.boot2docker.debian.control.PackageRecord;
import org.boot2docker.debian.control.SourceRecord;
import org.boot2docker.debian.control.Stanza;
import org.boot2docker.debian.control.StanzaReader;
import org.boot2docker.debian.control.Version;
import org.boot2docker.debian.deb.DebFile;
import org.boot2docker.debian.deb.Spool;
import org.boot2docker.debian.testing.TestKey;
import org.boot2docker.debian.trust.Keyring;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** What a mirror sends. */
final class ArchiveTargets {
  private static final long MOST_BYTES = 1 << 20;
  private static final String RELEASE =
      "Origin: Debian\nSuite: stable\nCodename: trixie\nDate: Sat, 09 Aug 2025 08:07:00 UTC\n"
          + "Architectures: all amd64\nComponents: main\nSHA256:\n "
          + "a".repeat(64)
          + "  1234 main/binary-amd64/Packages.xz\n";
  private static final String PACKAGES =
      "Package: busybox\nVersion: 1:1.37.0-6+b9\nArchitecture: amd64\n"
          + "Depends: libc6 (>= 2.34), a | b [amd64], c:any\nFilename: pool/b/busybox.deb\n"
          + "Size: 100\nSHA256: "
          + "0".repeat(64)
          + "\nDescription: tiny\n more\n";
  private static final String SOURCES =
      "Package: linux\nVersion: 6.12.57-1\nDirectory: pool/main/l/linux\nChecksums-Sha256:\n "
          + "b".repeat(64)
          + " 100 linux_6.12.57.orig.tar.xz\n";

  private ArchiveTargets() {}

  static List<Target> all() {
    TestKey key = Samples.made(() -> TestKey.make("fuzz"));
    Keyring keyring = Samples.made(key::keyring);
    return List.of(
        Target.of(
            "stanzas",
            Samples.texts(RELEASE, PACKAGES, SOURCES),
            ArchiveTargets::stanzas,
            IOException.class),
        Target.of(
            "packages",
            Samples.texts(PACKAGES),
            input -> {
              for (Stanza stanza : StanzaReader.parse(Samples.text(input), "Packages")) {
                PackageRecord.of(stanza, "Packages");
              }
            },
            IOException.class),
        Target.of(
            "sources",
            Samples.texts(SOURCES),
            input -> {
              for (Stanza stanza : StanzaReader.parse(Samples.text(input), "Sources")) {
                SourceRecord.of(stanza, "Sources");
              }
            },
            IOException.class),
        Target.of(
            "dependencies",
            Samples.texts("libc6 (>= 2.34), a | b [amd64], c:any (<< 1~)", "x (= 1:2-3)"),
            input -> Dependency.parseList(Samples.text(input), "Depends"),
            IllegalArgumentException.class),
        Target.of(
            "versions",
            Samples.texts("1:1.37.0-6+b9", "2.0~rc1", "0", "1:2:3-4-5"),
            ArchiveTargets::versions,
            IllegalArgumentException.class),
        Target.of(
            "signed",
            List.of(Samples.made(() -> key.clearSign(RELEASE, TestKey.MADE.plusSeconds(60)))),
            input -> keyring.verify(input, "InRelease", TestKey.MADE.plusSeconds(120)),
            IOException.class),
        Target.of(
            "keyring",
            List.of(Samples.made(key::publicKey), Samples.texts(Samples.made(key::armored)).get(0)),
            input -> Keyring.of(input, "keyring"),
            IOException.class),
        compressed("xz", ArchiveTargets::xz),
        compressed("gz", GZIPOutputStream::new),
        Target.of(
            "deb",
            List.of(deb()),
            Samples.file("p.deb", ArchiveTargets::readDeb),
            IOException.class));
  }

  private static void stanzas(byte[] input) throws IOException {
    StanzaReader reader = new StanzaReader(new ByteArrayInputStream(input), "Release");
    while (reader.next().isPresent()) {
      // Reading is all.
    }
  }

  private static void versions(byte[] input) {
    String[] lines = Samples.text(input).split("\n");
    List<Version> versions = new ArrayList<>();
    for (String line : lines) {
      versions.add(Version.parse(line));
    }
    for (Version one : versions) {
      for (Version other : versions) {
        if (Integer.signum(one.compareTo(other)) != -Integer.signum(other.compareTo(one))) {
          throw new IllegalStateException(one + " and " + other + " have no order");
        }
      }
    }
  }

  /** A compression by its name. */
  @FunctionalInterface
  private interface Compression {
    OutputStream into(OutputStream out) throws IOException;
  }

  private static OutputStream xz(OutputStream out) throws IOException {
    return new XZOutputStream(out, new LZMA2Options(1));
  }

  private static Target compressed(String name, Compression compression) {
    byte[] sample =
        Samples.written(
            out -> {
              try (OutputStream compressed = compression.into(out)) {
                compressed.write((RELEASE + PACKAGES + SOURCES).getBytes(StandardCharsets.UTF_8));
              }
            });
    return Target.of(
        name,
        List.of(sample),
        input ->
            Decompressor.open(new ByteArrayInputStream(input), "a." + name, MOST_BYTES)
                .transferTo(OutputStream.nullOutputStream()),
        IOException.class);
  }

  private static byte[] deb() {
    byte[] control = tar("./control", PACKAGES);
    byte[] data = tar("./usr/share/doc/file", "hello");
    return Samples.written(
        out -> {
          try (ArArchiveOutputStream ar = new ArArchiveOutputStream(out)) {
            member(ar, "debian-binary", "2.0\n".getBytes(StandardCharsets.UTF_8));
            member(ar, "control.tar", control);
            member(ar, "data.tar", data);
          }
        });
  }

  private static byte[] tar(String name, String text) {
    return Samples.written(
        out -> {
          try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(bytes.length);
            tar.putArchiveEntry(entry);
            tar.write(bytes);
            tar.closeArchiveEntry();
          }
        });
  }

  private static void member(ArArchiveOutputStream ar, String name, byte[] bytes)
      throws IOException {
    ar.putArchiveEntry(new ArArchiveEntry(name, bytes.length));
    ar.write(bytes);
    ar.closeArchiveEntry();
  }

  private static void readDeb(Path file) throws IOException {
    Path folder = Files.createTempDirectory("fuzz");
    try {
      DebFile deb = DebFile.open(file);
      deb.control();
      deb.files(new Spool(folder));
    } finally {
      try (Stream<Path> left = Files.list(folder)) {
        for (Path spooled : left.toList()) {
          Files.delete(spooled);
        }
      }
      Files.delete(folder);
    }
  }
}
