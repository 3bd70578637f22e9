package org.boot2docker.boottest.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.FlippedBit;
import org.boot2docker.boottest.lab.Guest;
import org.boot2docker.boottest.lab.HostTool;
import org.boot2docker.boottest.lab.Lab;
import org.boot2docker.boottest.lab.SecureFirmware;
import org.boot2docker.image.BootFiles;
import org.boot2docker.machine.model.MachineSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An image that is signed by a key of the user's own, and firmware that knows no other key. */
@Order(41)
@Tag("nightly")
class SecureBootTest {
  /** Emulated firmware takes a minute to sum up the program, and more where others work. */
  private static final Duration REFUSAL = Duration.ofMinutes(5);

  private static final String KEY = "own.key";
  private static final String CERTIFICATE = "own.crt";

  @TempDir private static Path keys;
  @TempDir private Path directory;

  private static BuiltImage image;
  private static Lab lab;

  @BeforeAll
  @Timeout(1800)
  static void buildSignedImage() throws IOException {
    // The machine and the files are those of a PC.
    assumeTrue(BuiltImage.chosen().hasBios(), BuiltImage.chosen().debianName() + " is no PC");
    HostTool.run(
            keys,
            "openssl",
            "req",
            "-new",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "30",
            "-subj",
            "/CN=own",
            "-keyout",
            KEY,
            "-out",
            CERTIFICATE)
        .succeeded();
    image =
        BuiltImage.build(
            "image-signed",
            BuiltImage.chosen(),
            "fast",
            List.of(
                "--secure-boot-key",
                keys.resolve(KEY).toString(),
                "--secure-boot-certificate",
                keys.resolve(CERTIFICATE).toString()));
    lab = Lab.with(image);
  }

  @AfterAll
  static void close() throws IOException {
    if (lab != null) {
      lab.close();
    }
  }

  private Guest boot(String name, Path iso) throws IOException {
    SecureFirmware firmware = SecureFirmware.of(keys.resolve(CERTIFICATE), directory);
    return lab.boot(name, firmware.booting(iso));
  }

  @Test
  void firmwareThatKnowsTheKeyStartsItWithSecureBootOn() throws IOException {
    Guest guest = boot("signed", image.iso());
    assertThat(guest.awaitDocker()).startsWith(image.manifest().version());
    assertThat(guest.run("sudo dmesg")).contains("Secure boot enabled");
    assertThat(guest.run("cat /proc/cmdline").strip()).isEqualTo(image.manifest().cmdline());
  }

  @Test
  void oneFlippedBitOfTheInitramfsIsRefusedByFirmware() throws IOException {
    Path changed = Files.copy(image.iso(), directory.resolve("changed.iso"));
    FlippedBit.in(changed, BootFiles.INITRAMFS, 0.5);
    Guest guest = boot("changed", changed);
    guest.awaitConsole("Access Denied", REFUSAL);
    assertThat(guest.consoleText()).doesNotContain("EFI stub").doesNotContain("boot2docker");
  }

  @Test
  void biosBootsItAsBefore() throws IOException {
    Guest guest = lab.boot("signed-bios", MachineSpec.cd(image.iso()));
    assertThat(guest.awaitDocker()).startsWith(image.manifest().version());
  }

  @Test
  void theProgramOnTheMediumIsTheOneBesideIt() throws IOException {
    Path beside = image.iso().resolveSibling("boot2docker.efi");
    HostTool.extract(image.iso(), "/boot", directory, "boot");
    HostTool.run(directory, "chmod", "-R", "u+w", "boot").succeeded();
    HostTool.run(
            directory, "mcopy", "-i", "boot/grub/efi.img", "::/EFI/BOOT/BOOTX64.EFI", "uki.efi")
        .succeeded();
    assertThat(Files.mismatch(directory.resolve("uki.efi"), beside)).isEqualTo(-1);
    HostTool.run(keys, "sbverify", "--cert", CERTIFICATE, beside.toString()).succeeded();
    assertSection(".linux", "boot/vmlinuz");
    assertSection(".initrd", "boot/initrd.img");
  }

  /** BIOS and {@code up} boot what UEFI boots. */
  private void assertSection(String name, String file) throws IOException {
    HostTool.run(directory, "objcopy", "-O", "binary", "-j", name, "uki.efi", "section")
        .succeeded();
    assertThat(Files.mismatch(directory.resolve("section"), directory.resolve(file))).isEqualTo(-1);
  }
}
