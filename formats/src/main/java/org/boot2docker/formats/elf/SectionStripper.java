package org.boot2docker.formats.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.boot2docker.formats.tree.Content;

/**
 * Cuts off what no loader reads: section headers, their names, comments, links to debug files. All
 * that segments hold stays where it is, so programs and libraries run as before. A file with
 * something behind its sections stays as it is, for the program may read that.
 */
public final class SectionStripper {
  private static final int SECTIONS_OFFSET = 40;
  private static final int SECTIONS_COUNT = 60;
  private static final int SECTION_NAMES = 62;
  private static final int SEGMENT_SIZE = 56;

  private static final int SECTION_SIZE = 64;

  private SectionStripper() {}

  /** Whether something follows the sections, as in programs that carry their data behind them. */
  private static boolean hasPayload(FileBytes file, ElfHeader header, long segmentsEnd)
      throws IOException {
    ElfHeader.Table table = header.sections();
    long end = Math.max(segmentsEnd, table.offset() + (long) table.count() * SECTION_SIZE);
    for (Section section : header.readSections(file)) {
      if (section.type() != Section.NO_BITS) {
        end = Math.max(end, section.offset() + section.size());
      }
    }
    return end < file.size();
  }

  /**
   * The shorter file; the same content when it is no executable or shared library, or has nothing
   * behind its segments.
   *
   * @throws org.boot2docker.formats.FormatException when the file is damaged
   */
  public static Content strip(Content content) throws IOException {
    FileBytes file = new FileBytes(content);
    if (!ElfHeader.isElf(file)) {
      return content;
    }
    ElfHeader header = ElfHeader.read(file);
    boolean loadable = header.type() == ElfHeader.EXECUTABLE || header.type() == ElfHeader.SHARED;
    long end = header.segments().offset() + (long) header.segments().count() * SEGMENT_SIZE;
    for (Segment segment : header.readSegments(file)) {
      end = Math.max(end, segment.offset() + segment.size());
    }
    boolean nothing = !loadable || end >= content.size() || header.segments().count() == 0;
    if (nothing || hasPayload(file, header, end)) {
      return content;
    }
    byte[] stripped = Arrays.copyOf(content.bytes(), Math.toIntExact(end));
    ByteBuffer fields = ByteBuffer.wrap(stripped).order(ByteOrder.LITTLE_ENDIAN);
    fields.putLong(SECTIONS_OFFSET, 0);
    fields.putShort(SECTIONS_COUNT, (short) 0);
    fields.putShort(SECTION_NAMES, (short) 0);
    return Content.of(stripped);
  }
}
