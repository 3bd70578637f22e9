package org.boot2docker.boottest.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.LabExtension;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The image as others read it: names, volume id and boot records that tools rely on. */
@Order(10)
@ExtendWith(LabExtension.class)
class IsoTest {
  /** docker-machine reads 32 bytes here: the volume id in the primary volume descriptor. */
  private static final int VOLUME_ID = 0x8028;

  @TempDir private Path directory;

  @Test
  void isoinfoListsTheFilesOfTheContract(BuiltImage image) throws IOException {
    String files = tool("isoinfo", "-R", "-f", "-i", image.iso().toString());

    assertThat(files.lines())
        .contains(
            "/boot/vmlinuz", "/boot/initrd.img", "/isolinux/isolinux.cfg", "/boot/manifest.json");
  }

  @Test
  void volumeIdCarriesDockersVersionWhereDockerMachineReadsIt(BuiltImage image) throws IOException {
    byte[] id = new byte[32];
    try (RandomAccessFile file = new RandomAccessFile(image.iso().toFile(), "r")) {
      file.seek(VOLUME_ID);
      file.readFully(id);
    }

    assertThat(new String(id, StandardCharsets.US_ASCII).strip())
        .isEqualTo("b2d-v" + image.manifest().version());
    assertThat(tool("isoinfo", "-d", "-i", image.iso().toString()))
        .contains("Volume id: b2d-v" + image.manifest().version());
  }

  @Test
  void isolinuxConfigurationHasTheAppendLineThatXhyveParses(BuiltImage image) throws IOException {
    String config =
        tool("isoinfo", "-R", "-x", "/isolinux/isolinux.cfg", "-i", image.iso().toString());

    assertThat(config).containsPattern("(?im)^\\s*append .*console=ttyS0");
    assertThat(config).contains(image.manifest().cmdline());
  }

  @Test
  void xorrisoFindsBootRecordsForBiosAndUefi(BuiltImage image) throws IOException {
    String report = tool("xorriso", "-indev", image.iso().toString(), "-report_el_torito", "plain");

    assertThat(report)
        .containsPattern("El Torito boot img :\\s+1\\s+BIOS\\s+y\\s+none")
        .containsPattern("El Torito boot img :\\s+2\\s+UEFI\\s+y\\s+none")
        .contains("/isolinux/isolinux.bin");
  }

  @Test
  void partitionTablesOfTheUsbStickAreSound(BuiltImage image) throws IOException {
    String report =
        tool("xorriso", "-indev", image.iso().toString(), "-report_system_area", "plain");

    assertThat(report).contains("isohybrid", "GPT");
    // sgdisk rightly finds that the MBR, which BIOS needs, is not the protective one of a pure GPT.
    String verdict = HostTool.run(directory, "sgdisk", "--verify", image.iso().toString()).out();
    assertThat(verdict)
        .contains("Mismatched GPT and MBR partition")
        .doesNotContainPattern("(?i)crc|corrupt|damaged|overlap|too (big|small)|backup");
  }

  @Test
  void xorrisoReadsEveryFileBack(BuiltImage image) throws IOException {
    tool("xorriso", "-osirrox", "on", "-indev", image.iso().toString(), "-extract", "/", "all");

    assertThat(Files.readString(directory.resolve("all/boot/manifest.json")))
        .isEqualTo(new String(image.manifest().toJson(), StandardCharsets.UTF_8));
    assertThat(tool("tar", "-tJf", "all/boot/copyright.tar.xz").lines())
        .contains("usr/share/doc/busybox/copyright", "usr/share/doc/runc/copyright");
    assertThat(tool("file", "-b", "all/boot/vmlinuz"))
        .contains("Linux kernel x86 boot executable", image.manifest().kernel());
    assertThat(tool("sha256sum", image.iso().toString())).startsWith(image.sha256());
  }

  private String tool(String... command) throws IOException {
    return HostTool.run(directory, command).succeeded().out();
  }
}
