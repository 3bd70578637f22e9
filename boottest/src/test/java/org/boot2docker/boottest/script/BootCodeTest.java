package org.boot2docker.boottest.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.boot2docker.boottest.lab.BuiltImage;
import org.boot2docker.boottest.lab.HostTool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first sector of an installed disk: QEMU's BIOS runs it, with a slot that names itself. */
class BootCodeTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Path HEX =
      BuiltImage.distribution().resolve("rootfs/overlay/usr/lib/boot2docker/slots.hex");

  @TempDir private Path directory;

  @Test
  void theHexadecimalTextIsTheSourceAssembled() throws IOException {
    Path source = BuiltImage.distribution().resolve("slots/slots.S");
    HostTool.run(directory, "gcc", "-c", "-o", "slots.o", source.toString()).succeeded();
    HostTool.run(directory, "objcopy", "-O", "binary", "slots.o", "slots.bin").succeeded();

    assertThat(SlotDisk.code(HEX))
        .isEqualTo(Files.readAllBytes(directory.resolve("slots.bin")))
        .hasSizeLessThanOrEqualTo(440);
  }

  @ParameterizedTest
  @CsvSource({
    "a, -, a, -, a, -",
    "b, -, b, -, b, -",
    // Tried once; then the former one, which says so.
    "a, b, b, B, a, x",
    "b, a, a, A, b, x",
    "b, x, b, x, b, x",
  })
  void aSystemIsTriedOnce(
      char slot, char state, char first, char afterFirst, char second, char afterSecond)
      throws IOException {
    SlotDisk disk =
        SlotDisk.in(
            directory.resolve("disk.img"),
            SlotDisk.code(HEX),
            "slot=%c\ntry=%c\n".formatted(slot, state));
    disk.putSlot('a', namesItself('a'));
    disk.putSlot('b', namesItself('b'));

    assertThat(start(disk)).endsWith(first + "\u0080");
    assertThat(disk.state()).isEqualTo("slot=%c\ntry=%c\n".formatted(slot, afterFirst));
    assertThat(start(disk)).endsWith(second + "\u0080");
    assertThat(disk.state()).isEqualTo("slot=%c\ntry=%c\n".formatted(slot, afterSecond));
  }

  @Test
  void withoutAStateTheFirstSystemStarts() throws IOException {
    SlotDisk disk =
        SlotDisk.in(directory.resolve("disk.img"), SlotDisk.code(HEX), "slot=b\ntry=-\n");
    disk.put(SlotDisk.MIB + 77 * SlotDisk.SECTOR, new byte[1024]);
    disk.putSlot('a', namesItself('a'));

    assertThat(start(disk)).endsWith("a\u0080");
  }

  /** A boot sector that writes a letter, and the flag of the entry at DS:SI, and ends QEMU. */
  private static byte[] namesItself(char letter) {
    byte[] sector = new byte[SlotDisk.SECTOR];
    byte[] code = {
      // mov letter, %al; out %al, $0xe9; mov (%si), %al; out %al, $0xe9
      (byte) 0xb0,
      (byte) letter,
      (byte) 0xe6,
      (byte) 0xe9,
      (byte) 0x8a,
      0x04,
      (byte) 0xe6,
      (byte) 0xe9,
      // mov $0xf4, %dx; out %al, %dx; hlt
      (byte) 0xba,
      (byte) 0xf4,
      0x00,
      (byte) 0xee,
      (byte) 0xf4
    };
    System.arraycopy(code, 0, sector, 0, code.length);
    sector[510] = 0x55;
    sector[511] = (byte) 0xaa;
    return sector;
  }

  private String start(SlotDisk disk) throws IOException {
    Path output = directory.resolve("output");
    Files.deleteIfExists(output);
    HostTool.run(
        directory,
        Map.of(),
        LIMIT,
        List.of(
            "qemu-system-x86_64",
            "-display",
            "none",
            "-drive",
            "format=raw,if=virtio,file=" + disk.file(),
            "-debugcon",
            "file:" + output,
            "-device",
            "isa-debug-exit,iobase=0xf4"));
    return new String(Files.readAllBytes(output), StandardCharsets.ISO_8859_1);
  }
}
