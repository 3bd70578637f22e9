package org.boot2docker.guest.init.userdata;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.contract.DiskNames;
import org.boot2docker.guest.init.format.FormatMagic;

/** Reads a small tar from anybody, and takes from it only what can do no harm. */
final class TarReader {

  private final byte[] archive;
  private final List<Entry> entries = new ArrayList<>();

  /** Whether the next member's own name is only the beginning of its name. */
  private boolean longName;

  private TarReader(byte[] archive) {
    this.archive = archive;
  }

  /** Regular files and directories with harmless names; everything else as refused. */
  static List<Entry> read(byte[] archive) {
    TarReader reader = new TarReader(archive);
    reader.read();
    return reader.entries;
  }

  private void read() {
    int at = skipBareWords();
    while (at >= 0 && at + Header.BYTES <= archive.length) {
      at = next(at);
    }
  }

  /** The words that ask to be formatted may stand there alone, without a tar's header. */
  private int skipBareWords() {
    boolean bare =
        FormatMagic.isAt(archive, archive.length)
            && archive.length >= Header.BYTES
            && !new Header(archive, 0).isSound();
    return bare ? Header.BYTES : 0;
  }

  /** Takes one member; the place of the next, or -1 when there is none. */
  private int next(int at) {
    Header header = new Header(archive, at);
    if (header.isEnd()) {
      return -1;
    }
    if (!header.isSound()) {
      refuse("what is at byte " + at, "has no valid header, so everything after it is lost");
      return -1;
    }
    long size = header.size();
    int content = at + Header.BYTES;
    if (size < 0 || size > archive.length - content) {
      refuse(header.name(), "is longer than the rest of the archive");
      return -1;
    }
    take(header, content, (int) size);
    long end = content + (size + Header.BYTES - 1) / Header.BYTES * Header.BYTES;
    return end > archive.length ? -1 : (int) end;
  }

  private void take(Header header, int content, int size) {
    String name = header.name();
    char type = header.type();
    boolean cut = longName;
    longName = type == 'L' || type == 'x' && hasName(content, size);
    if (type == 'L') {
      return;
    }
    if (cut) {
      refuse(
          name,
          "has its whole name in a header of its own, which is not read: give it a short ASCII name");
      return;
    }
    boolean directory = type == '5' || type == 0 && name.endsWith("/");
    if (type == 'x' || type == 'g' || name.equals(DiskNames.FORMAT_MAGIC)) {
      // Extended headers tell of times and the like; the words are what the disk was asked with.
      return;
    }
    if (!directory && type != '0' && type != 0) {
      refuse(name, "is neither a regular file nor a directory");
      return;
    }
    List<String> path = path(name);
    if (name.startsWith("/") || path.contains("..")) {
      refuse(name, "would lie outside the home directory");
    } else if (directory && !path.isEmpty()) {
      entries.add(new Entry.Directory(path, header.mode()));
    } else if (!directory && path.isEmpty()) {
      refuse(name, "has no name");
    } else if (!directory) {
      entries.add(new Entry.File(path, header.mode(), content, size));
    }
  }

  /** Whether an extended header (pax(1)) has another name for the member behind it. */
  private boolean hasName(int content, int size) {
    String records = new String(archive, content, size, StandardCharsets.ISO_8859_1);
    return records.contains(" path=");
  }

  private static List<String> path(String name) {
    List<String> path = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= name.length(); i++) {
      if (i == name.length() || name.charAt(i) == '/') {
        String part = name.substring(start, i);
        if (!part.isEmpty() && !part.equals(".")) {
          path.add(part);
        }
        start = i + 1;
      }
    }
    return path;
  }

  private void refuse(String name, String reason) {
    entries.add(new Entry.Refused(printable(name), reason));
  }

  private static String printable(String name) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      shown.append(c < ' ' || c > '~' ? '?' : c);
    }
    return shown.toString();
  }
}
