package org.boot2docker.formats.pe;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.boot2docker.formats.ContentCopy;
import org.boot2docker.formats.FieldWriter;
import org.boot2docker.formats.FormatException;
import org.boot2docker.formats.bytes.LittleEndian;
import org.boot2docker.formats.file.Sha256;
import org.boot2docker.formats.tree.Content;

/**
 * A program of UEFI with sections behind its own. It has no check sum, which UEFI does not look at.
 */
public final class PeProgram {
  private static final String FORMAT = "PE";

  /** Sections that are added end where sectors of a CD do. */
  private static final int ALIGNMENT = 2048;

  /** Offsets in it have 32 bits, and some firmware takes them for signed ones. */
  private static final long MOST_BYTES = Integer.MAX_VALUE;

  private static final int MOST_SECTIONS = 96;
  private static final int SIGNATURE_HEADER = 8;
  private static final int SIGNATURE_ALIGNMENT = 8;

  /** WIN_CERTIFICATE's revision 2.0, and its type PKCS #7 SignedData. */
  private static final int REVISION = 0x0200;

  private static final int SIGNED_DATA = 2;

  private final byte[] program;
  private final PeHeaders layout;
  private final List<Added> added;
  private final byte[] headers;

  private PeProgram(byte[] program, PeHeaders layout, List<Added> added) throws FormatException {
    this.program = program;
    this.layout = layout;
    this.added = added;
    this.headers = headers();
  }

  /** A section and what is in it. */
  private record Added(PeSection section, Content content) {}

  /**
   * Puts sections behind those of a program.
   *
   * @param machine the processor that the program must be for, as COFF numbers them
   * @param sections by name, in order; none is empty
   * @throws FormatException when it is no such program, is signed already, or has no room for them
   */
  public static PeProgram extend(byte[] program, int machine, Map<String, Content> sections)
      throws FormatException {
    PeHeaders layout = PeHeaders.read(program, machine);
    List<Added> added = new ArrayList<>();
    PeSection last = layout.last();
    // A last section without data, as of variables, has no place in the file.
    long offset = program.length;
    for (Map.Entry<String, Content> section : sections.entrySet()) {
      last = behind(last, offset, section.getKey(), section.getValue().size(), layout);
      offset = last.rawEnd();
      added.add(new Added(last, section.getValue()));
    }
    return new PeProgram(program, layout, List.copyOf(added));
  }

  /** Nothing lies between the two, since firmware would not sum it up. */
  private static PeSection behind(
      PeSection last, long offset, String name, long size, PeHeaders layout)
      throws FormatException {
    if (layout.sections().stream().anyMatch(section -> section.name().equals(name))) {
      throw FormatException.of(FORMAT, name, "the program has such a section already");
    }
    long end = roundUp(offset + size, Math.max(ALIGNMENT, layout.fileAlignment()));
    long address = roundUp(last.end(), layout.sectionAlignment());
    if (Math.max(end, address + size) > MOST_BYTES) {
      throw FormatException.of(FORMAT, name, "the program would have more than 2 GiB");
    }
    return new PeSection(name, size, address, end - offset, offset, PeSection.DATA);
  }

  private byte[] headers() throws FormatException {
    byte[] changed = Arrays.copyOf(program, layout.size());
    FieldWriter table = new FieldWriter();
    added.forEach(each -> table.bytes(each.section().header()));
    int count = layout.sections().size() + added.size();
    int at = layout.table() + layout.sections().size() * PeSection.HEADER;
    if (count > MOST_SECTIONS || at + table.size() > changed.length || !isZero(at, table.size())) {
      throw FormatException.at(FORMAT, at, "no room for more sections");
    }
    System.arraycopy(table.toBytes(), 0, changed, at, table.size());
    long data = added.stream().mapToLong(each -> each.section().size()).sum();
    LittleEndian.put(changed, layout.sectionCountAt(), 2, count);
    LittleEndian.put(
        changed, layout.dataSizeAt(), 4, LittleEndian.get(changed, layout.dataSizeAt(), 4) + data);
    LittleEndian.put(
        changed, layout.imageSizeAt(), 4, roundUp(last().end(), layout.sectionAlignment()));
    LittleEndian.put(changed, layout.checkSumAt(), 4, 0);
    return changed;
  }

  private boolean isZero(int at, int length) {
    for (int i = at; i < at + length; i++) {
      if (program[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private PeSection last() {
    return added.isEmpty() ? layout.last() : added.get(added.size() - 1).section();
  }

  /**
   * Where the bytes of a section that was added lie in the file: on a multiple of 2048 bytes, but
   * for the first.
   */
  public long offset(String name) {
    return added.stream()
        .map(Added::section)
        .filter(section -> section.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " was not added"))
        .offset();
  }

  /** What a signature is of: Authenticode's SHA-256 sum, of all but what a signature changes. */
  public byte[] sum() throws IOException {
    MessageDigest digest = Sha256.start();
    int afterCheckSum = layout.checkSumAt() + 4;
    int afterSignatures = layout.signaturesAt() + 8;
    digest.update(headers, 0, layout.checkSumAt());
    digest.update(headers, afterCheckSum, layout.signaturesAt() - afterCheckSum);
    digest.update(headers, afterSignatures, headers.length - afterSignatures);
    writeSections(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    return digest.digest();
  }

  /**
   * Writes the program with a signature.
   *
   * @param signature a PKCS #7 SignedData in DER
   */
  public void write(byte[] signature, OutputStream out) throws IOException {
    int length = SIGNATURE_HEADER + signature.length;
    int padded = (int) roundUp(length, SIGNATURE_ALIGNMENT);
    byte[] signed = headers.clone();
    LittleEndian.put(signed, layout.signaturesAt(), 4, last().rawEnd());
    LittleEndian.put(signed, layout.signaturesAt() + 4, 4, padded);
    out.write(signed);
    writeSections(out);
    out.write(
        new FieldWriter()
            .le32(length)
            .le16(REVISION)
            .le16(SIGNED_DATA)
            .bytes(signature)
            .zerosTo(padded)
            .toBytes());
  }

  private void writeSections(OutputStream out) throws IOException {
    out.write(program, layout.size(), program.length - layout.size());
    for (Added each : added) {
      PeSection section = each.section();
      ContentCopy.copy(FORMAT, section.name(), each.content(), out);
      out.write(new byte[(int) (section.rawSize() - section.size())]);
    }
  }

  private static long roundUp(long value, long step) {
    return (value + step - 1) / step * step;
  }
}
