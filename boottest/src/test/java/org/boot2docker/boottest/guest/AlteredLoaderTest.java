package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.FlippedBit;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.LabExtension;
import org.boot2docker.boottest.lab.SecureFirmware;
import org.boot2docker.formats.FileSlice;
import org.boot2docker.formats.iso.IsoReader;
import org.boot2docker.image.BootFiles;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Secure Boot with Microsoft's keys: each program before Linux, and Linux, is checked by the one
 * before it.
 */
@Order(42)
@Tag("nightly")
@ExtendWith(LabExtension.class)
class AlteredLoaderTest {
  /** Emulated firmware sums up programs slowly, and more so where others work. */
  private static final Duration REFUSAL = Duration.ofMinutes(5);

  private static final String PARTITION = "boot/grub/efi.img";

  @TempDir private Path directory;

  /** In the words of the firmware, and of shim. */
  @ParameterizedTest
  @CsvSource({"BOOTX64.EFI, Access Denied", "grubx64.efi, Security Violation"})
  void anAlteredLoaderIsRefused(String program, String words, Lab shared) throws IOException {
    Path medium = medium(shared);
    String partition = medium + "@@" + partition(medium).offset();
    String path = "::/EFI/BOOT/" + program;
    HostTool.run(directory, "mcopy", "-i", partition, path, program).succeeded();
    FlippedBit.at(directory.resolve(program), Files.size(directory.resolve(program)) / 2, 0);
    HostTool.run(directory, "mcopy", "-o", "-i", partition, program, path).succeeded();

    assertRefused(shared, medium, words);
  }

  /** In GRUB's words, which asks shim. */
  @Test
  void anAlteredKernelIsRefused(Lab shared) throws IOException {
    Path medium = medium(shared);
    FlippedBit.in(medium, BootFiles.KERNEL, 0.5);

    assertRefused(shared, medium, "bad shim signature");
  }

  private Path medium(Lab shared) throws IOException {
    BuiltImage image = shared.image();
    assumeTrue(image.architecture().hasBios(), "the firmware is that of a PC");
    assumeTrue(image.manifest().kernelBuild().isEmpty(), "a kernel that Debian has signed");
    return Files.copy(image.iso(), directory.resolve("altered.iso"));
  }

  private static FileSlice partition(Path medium) throws IOException {
    return (FileSlice) IsoReader.read(medium).files().file(PARTITION).orElseThrow().content();
  }

  private void assertRefused(Lab shared, Path medium, String words) throws IOException {
    try (Lab lab = shared.apart()) {
      Guest guest = lab.boot("altered", SecureFirmware.ofMicrosoft(directory).booting(medium));

      guest.awaitConsole(words, REFUSAL);
      assertThat(guest.consoleText()).doesNotContain("EFI stub", "boot2docker:");
    }
  }
}
