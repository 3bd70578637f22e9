package org.boot2docker.guest.init.boot;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.system.kernel.Kernel;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Text;

/**
 * The id by which Docker tells one engine from another. dockerd reads its file when it starts, and
 * never again: to restart it would cost what a template saves, so it is changed in its memory. Go
 * never moves what it has allocated.
 */
final class EngineId {
  static final String FILE = GuestPaths.DOCKER_STATE + "/engine-id";

  private static final String PROCESS = "/run/docker.pid";
  private static final String UUID = "/proc/sys/kernel/random/uuid";
  private static final int BYTES = 36;
  private static final int CHUNK = 1 << 16;
  private static final int HEXADECIMAL = 16;

  private final Kernel kernel;
  private final Log log;

  EngineId(Kernel kernel, Log log) {
    this.kernel = kernel;
    this.log = log;
  }

  /** Addresses of the id in the memory of dockerd; empty when it has none that is known here. */
  Optional<List<Long>> places() {
    byte[] id = bytes(Text.line(kernel, FILE));
    String process = "/proc/" + Text.line(kernel, PROCESS);
    int memory = kernel.open(process + "/mem", Linux.O_RDONLY, 0);
    if (id.length != BYTES || memory < 0) {
      kernel.close(memory);
      return Optional.empty();
    }
    List<Long> places = new ArrayList<>();
    for (String line : Text.lines(Text.read(kernel, process + "/maps").orElse(""))) {
      List<String> words = Text.words(line);
      // Private, writable, and of no file.
      if (words.size() > 4 && words.get(1).equals("rw-p") && words.get(4).equals("0")) {
        search(memory, words.get(0), id, places);
      }
    }
    kernel.close(memory);
    return places.isEmpty() ? Optional.empty() : Optional.of(places);
  }

  private void search(int memory, String region, byte[] id, List<Long> places) {
    int dash = region.indexOf('-');
    long position = Long.parseLong(region.substring(0, dash), HEXADECIMAL);
    long end = Long.parseLong(region.substring(dash + 1), HEXADECIMAL);
    byte[] chunk = new byte[CHUNK];
    while (end - position >= BYTES) {
      int count = readAt(memory, position, chunk);
      if (count < BYTES) {
        return;
      }
      int length = (int) Math.min(count, end - position);
      for (int i = 0; i + BYTES <= length; i++) {
        if (chunk[i] == id[0] && isAt(chunk, i, id)) {
          places.add(position + i);
        }
      }
      // The id may lie across the end of the chunk.
      position += length - (BYTES - 1);
    }
  }

  private static boolean isAt(byte[] bytes, int at, byte[] id) {
    for (int i = 0; i < BYTES; i++) {
      if (bytes[at + i] != id[i]) {
        return false;
      }
    }
    return true;
  }

  private int readAt(int memory, long position, byte[] buffer) {
    long at = kernel.seek(memory, position, Linux.SEEK_SET);
    return at < 0 ? (int) at : kernel.read(memory, buffer);
  }

  /** Makes a new one; where it is no longer found, dockerd is left alone and takes it later. */
  void renew(List<String> places) {
    byte[] before = bytes(Text.line(kernel, FILE));
    String id = Text.line(kernel, UUID);
    byte[] after = bytes(id);
    String process = "/proc/" + Text.line(kernel, PROCESS);
    int memory = kernel.open(process + "/mem", Linux.O_RDWR, 0);
    byte[] buffer = new byte[BYTES];
    for (String place : places) {
      long position = Long.parseLong(place, HEXADECIMAL);
      if (readAt(memory, position, buffer) == BYTES && isAt(buffer, 0, before)) {
        kernel.seek(memory, position, Linux.SEEK_SET);
        log.check(kernel.write(memory, after, 0, BYTES), "changing Docker's id");
      }
    }
    kernel.close(memory);
    log.check(Text.replace(kernel, FILE, id, 0600), "writing " + FILE);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
