package org.boot2docker.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A guest of one boot sector: says {@code tiny guest} on the serial port, sends back what is typed,
 * and powers off when the power button is pressed.
 */
public final class TinyGuest {
  private static final String CODE =
      "fa" // cli
          + "31c0 8ed8" // ds = 0
          + "be407c" // si = greeting
          + "ac 84c0 7406 baf803 ee ebf5" // write it to port 3f8 until its NUL
          + "ba0206 b80001 ef" // PM1 enable: power button
          + "ba0006 ed f6c401 7513" // loop: PM1 status: to "off" when it was pressed
          + "bafd03 ec a801 7407" // nothing received: to "idle"
          + "baf803 ec ee ebe8" // send it back, loop
          + "fb f4 ebe4" // idle: sleep until the timer's next interrupt (18 a second), loop
          + "ba0406 b80020 ef" // off: PM1 control: sleep type 0, enable: S5
          + "f4 ebfd"; // halt

  private TinyGuest() {}

  /** Writes it as a disk image of 1 MiB. */
  public static Path writeTo(Path file) throws IOException {
    byte[] code = HexFormat.of().parseHex(CODE.replace(" ", ""));
    byte[] disk = Arrays.copyOf(code, 1 << 20);
    byte[] greeting = "tiny guest\r\n".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(greeting, 0, disk, code.length, greeting.length);
    disk[510] = 0x55;
    disk[511] = (byte) 0xaa;
    return Files.write(file, disk);
  }
}
