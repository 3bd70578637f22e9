package org.boot2docker.machine.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.boot2docker.contract.Architecture;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.image.BootFileStore;
import org.boot2docker.image.ImageException;
import org.boot2docker.machine.TinyGuest;
import org.boot2docker.machine.model.BootMedium;
import org.boot2docker.machine.model.MachineException;
import org.boot2docker.machine.settings.Setting;
import org.boot2docker.machine.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootChoiceTest {
  @TempDir private Path folder;

  private static void assertRefused(Path file, String... parts) {
    assertThatThrownBy(() -> ImageFile.of(file))
        .isInstanceOf(MachineException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContainingAll(parts);
  }

  private BootMedium medium(Path image, Settings settings) throws IOException {
    return new BootChoice(ImageFile.of(image), settings)
        .medium(
            folder.resolve("boot"), new BootFileStore(folder.resolve("store")), Progress.SILENT);
  }

  @Test
  void whatIsNoFileIsRefused() {
    assertRefused(Path.of("/dev/null"), "is a character device");
    assertRefused(folder, "is a folder");
    assertRefused(folder.resolve("none.iso"), "does not exist", "boot2docker build -o");
  }

  @ParameterizedTest
  @CsvSource({
    "'', neither an ISO image nor",
    "text, neither an ISO image nor",
    "QFI\u00fb, qcow2",
    "\u00fd7zXZ, unpack",
    "(\u00b5/\u00fd, unpack"
  })
  void whatIsNoImageIsRefusedByWhatItIs(String start, String named) throws IOException {
    byte[] bytes = start.getBytes(StandardCharsets.ISO_8859_1);
    assertRefused(Files.write(folder.resolve("a.iso"), Arrays.copyOf(bytes, 100_000)), named);
  }

  @ParameterizedTest
  @CsvSource({"--usb", "--cd", "--uefi", "--name"})
  void tooLittleMemoryIsRefusedHoweverTheImageIsStarted(String option) throws IOException {
    ImageFile image = ImageFile.of(TestIso.ours(folder.resolve("a.iso"), "amd64"));
    Settings settings = Settings.none();
    for (Setting flag : new Setting[] {Setting.USB, Setting.CD, Setting.UEFI}) {
      settings = flag.option().equals(option) ? settings.with(flag) : settings;
    }
    BootChoice little = new BootChoice(image, settings.with(Setting.MEMORY, "128"));

    assertThatThrownBy(little::requireMemory)
        .isInstanceOf(ImageException.class)
        .hasMessageMatching(
            "128 MiB of memory are not enough for this image: give it \\d+ MiB or more");
    new BootChoice(image, settings.with(Setting.MEMORY, "2048")).requireMemory();
  }

  @Test
  void anEmptyFileIsRefused() throws IOException {
    assertRefused(Files.createFile(folder.resolve("a.iso")), "neither an ISO image nor");
  }

  @Test
  void anImageThatIsCutOffIsRefused() throws IOException {
    Path image = TestIso.ours(folder.resolve("a.iso"), "amd64");
    long whole = Files.size(image);
    assertThat(ImageFile.of(image).manifest()).isPresent();
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(whole - 2048);
    }

    assertRefused(image, "cut off", Long.toString(whole - 2048));
  }

  @Test
  void anImageOfAnotherArchitectureThanAskedForIsRefused() throws IOException {
    ImageFile image = ImageFile.of(TestIso.ours(folder.resolve("a.iso"), "amd64"));
    Settings arm = Settings.none().with(Setting.ARCH, "arm64");

    assertThatThrownBy(() -> new BootChoice(image, arm).architecture())
        .isInstanceOf(MachineException.class)
        .hasMessageContainingAll("a.iso", "is for amd64", "arm64");
  }

  @Test
  void anImageOfAnArchitectureThatNoMachineHasIsRefused() throws IOException {
    ImageFile image = ImageFile.of(TestIso.ours(folder.resolve("a.iso"), "riscv64"));

    assertThatThrownBy(() -> new BootChoice(image, Settings.none()).architecture())
        .isInstanceOf(MachineException.class)
        .hasMessageContainingAll("a.iso", "riscv64", "amd64 or arm64");
  }

  @Test
  void theArchitectureIsTheImagesUnlessItSaysNothing() throws IOException {
    Path arm = TestIso.ours(folder.resolve("arm.iso"), "arm64");
    Path other = TestIso.foreign(folder.resolve("other.iso"));

    assertThat(new BootChoice(ImageFile.of(arm), Settings.none()).architecture())
        .isEqualTo(Architecture.ARM64);
    assertThat(new BootChoice(ImageFile.of(other), Settings.none()).architecture())
        .isEqualTo(Architecture.host());
  }

  @Test
  void anImageOfOursStartsByItsKernelUnlessItsLoaderIsAskedFor() throws IOException {
    Path image = TestIso.ours(folder.resolve("a.iso"), "amd64");

    assertThat(medium(image, Settings.none())).isInstanceOf(BootMedium.Kernel.class);
    assertThat(medium(image, Settings.none().with(Setting.CD))).isInstanceOf(BootMedium.Cd.class);
    assertThat(medium(image, Settings.none().with(Setting.UEFI))).isInstanceOf(BootMedium.Cd.class);
    assertThat(medium(image, Settings.none().with(Setting.USB)))
        .isInstanceOf(BootMedium.UsbStick.class);
  }

  @Test
  void anotherSystemsImageStartsByItsOwnLoader() throws IOException {
    assertThat(medium(TestIso.foreign(folder.resolve("a.iso")), Settings.none()))
        .isInstanceOf(BootMedium.Cd.class);
  }

  @Test
  void aDiskIsNoCd() throws IOException {
    Path disk = TinyGuest.writeTo(folder.resolve("disk.img"));

    assertThat(medium(disk, Settings.none().with(Setting.USB)))
        .isInstanceOf(BootMedium.UsbStick.class);
    assertThatThrownBy(() -> medium(disk, Settings.none())).hasMessageContaining("--usb");
  }
}
