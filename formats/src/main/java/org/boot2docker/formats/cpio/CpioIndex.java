package org.boot2docker.formats.cpio;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.formats.FormatException;

/** Where the entries of a newc archive are, without their contents. */
public final class CpioIndex {

  /**
   * An entry with its header and padding; entries follow each other without a gap.
   *
   * @param path its name
   * @param start offset of its first byte
   * @param end offset behind its last byte
   * @param size of its content
   */
  public record Entry(String path, long start, long end, long size) {}

  private CpioIndex() {}

  /**
   * Reads one archive to the end of the stream.
   *
   * @throws FormatException when the bytes are not a complete newc archive, with the offset
   */
  public static List<Entry> read(InputStream stream) throws IOException {
    CpioInput in = new CpioInput(stream);
    List<Entry> entries = new ArrayList<>();
    while (in.skipZeros()) {
      long start = in.offset();
      CpioInput.Entry entry = in.readEntry();
      in.readData(entry.header().size());
      if (!entry.isTrailer()) {
        entries.add(new Entry(entry.name(), start, in.offset(), entry.header().size()));
      }
    }
    return entries;
  }
}
