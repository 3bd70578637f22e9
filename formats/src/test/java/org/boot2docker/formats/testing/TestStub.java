package org.boot2docker.formats.testing;

import org.boot2docker.formats.FieldWriter;

/** The least program of UEFI that there is room in for more sections, as systemd's stub is one. */
public final class TestStub {
  /** COFF's number of x86-64. */
  public static final int AMD64 = 0x8664;

  /** Where the headers end. */
  public static final int HEADERS = 1024;

  private static final int ALIGNMENT = 512;
  private static final int PAGE = 4096;
  private static final int CODE = 0x6000_0020;
  private static final int DATA = 0x4000_0040;

  private TestStub() {}

  /** Its two sections have 700 and 30 bytes. */
  public static byte[] bytes() {
    FieldWriter stub = new FieldWriter().le16(0x5A4D).zerosTo(60).le32(64);
    stub.le32(0x4550).le16(AMD64).le16(2).fill(12, 0).le16(240).le16(0x22E);
    stub.le16(0x20B).le16(0).le32(700).le32(30).le32(0).le32(PAGE).le32(PAGE);
    stub.le64(0x1_4000_0000L).le32(PAGE).le32(ALIGNMENT).fill(16, 0);
    stub.le32(3 * PAGE).le32(HEADERS).le32(0x1234).le16(10).le16(0x160);
    stub.le64(1 << 20).le64(PAGE).le64(1 << 20).le64(PAGE).le32(0).le32(16).fill(16 * 8, 0);
    section(stub, ".text", 700, PAGE, HEADERS, CODE);
    section(stub, ".sbat", 30, 2 * PAGE, HEADERS + 2 * ALIGNMENT, DATA);
    stub.zerosTo(HEADERS).fill(700, 0x90).zerosTo(HEADERS + 2 * ALIGNMENT);
    return stub.ascii("sbat,1,SBAT Version").zerosTo(HEADERS + 3 * ALIGNMENT).toBytes();
  }

  private static void section(
      FieldWriter stub, String name, int size, int address, int offset, int flags) {
    int rawSize = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    stub.ascii(name, 8, '\0').le32(size).le32(address).le32(rawSize).le32(offset);
    stub.fill(12, 0).le32(flags);
  }
}
