package org.boot2docker.formats.cpio;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.tree.Attributes;
import org.boot2docker.formats.tree.Content;
import org.boot2docker.formats.tree.RegularFile;

/**
 * Copies newc archives from one stream to another and changes some of their regular files on the
 * way; holds no more than one file in memory.
 */
public final class CpioEditor {
  private static final int PERMISSIONS = 07777;

  private final CpioInput in;
  private final OutputStream out;
  private final Change change;

  /** What is to become of a regular file. */
  @FunctionalInterface
  public interface Change {

    /**
     * The file as it is to be: the same one, another one with the same owner, or nothing when it is
     * to be left out. Of a file with several names the contents come with one of them.
     */
    Optional<RegularFile> of(String path, RegularFile file) throws IOException;
  }

  private CpioEditor(InputStream in, OutputStream out, Change change) {
    this.in = new CpioInput(in);
    this.out = out;
    this.change = change;
  }

  /**
   * Copies to the end of the stream; archives may follow each other, with zeros between them.
   *
   * @throws FormatException when the bytes are not complete newc archives, with the offset
   */
  public static void copy(InputStream in, OutputStream out, Change change) throws IOException {
    CpioEditor editor = new CpioEditor(in, out, change);
    if (!editor.in.skipZeros()) {
      throw FormatException.at(CpioInput.FORMAT, 0, "no archive");
    }
    do {
      editor.copyEntry();
    } while (editor.in.skipZeros());
  }

  private void copyEntry() throws IOException {
    CpioInput.Entry entry = in.readEntry();
    CpioHeader header = entry.header();
    byte[] data = in.readData(header.size());
    boolean regular = (header.mode() & CpioHeader.TYPE_MASK) == CpioHeader.REGULAR;
    if (!regular || entry.isTrailer()) {
      write(entry, header, data);
      return;
    }
    int permissions = (int) header.mode() & PERMISSIONS;
    RegularFile file = new RegularFile(new Attributes(permissions, 0, 0), Content.of(data));
    Optional<RegularFile> changed = change.of(entry.name(), file);
    if (changed.isPresent()) {
      byte[] bytes = changed.get().content().bytes();
      int mode = CpioHeader.REGULAR | changed.get().attributes().mode();
      write(entry, header.with(mode, bytes.length), bytes);
    }
  }

  private void write(CpioInput.Entry entry, CpioHeader header, byte[] data) throws IOException {
    int nameSize = entry.nameBytes().length + 1;
    out.write(header.bytes());
    out.write(entry.nameBytes());
    out.write(new byte[1 + CpioHeader.padding(CpioHeader.LENGTH + nameSize)]);
    out.write(data);
    out.write(new byte[CpioHeader.padding(data.length)]);
  }
}
