package org.boot2docker.formats;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.boot2docker.formats.bytes.LittleEndian;

/** Builds a structure of an on-disk format field by field; offsets follow from the order. */
public final class FieldWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** An empty structure. */
  public FieldWriter() {}

  /** One byte: the low eight bits. */
  public FieldWriter u8(int value) {
    out.write(value);
    return this;
  }

  /** Two bytes, least significant first. */
  public FieldWriter le16(int value) {
    return little(2, value);
  }

  /** Four bytes, least significant first. */
  public FieldWriter le32(long value) {
    return little(4, value);
  }

  /** Eight bytes, least significant first. */
  public FieldWriter le64(long value) {
    return little(8, value);
  }

  private FieldWriter little(int count, long value) {
    byte[] number = new byte[count];
    LittleEndian.put(number, 0, count, value);
    return bytes(number);
  }

  /** Two bytes, most significant first. */
  public FieldWriter be16(int value) {
    return u8(value >>> 8).u8(value);
  }

  /** Four bytes, most significant first. */
  public FieldWriter be32(long value) {
    return be16((int) (value >>> 16)).be16((int) value);
  }

  /** ISO 9660's both-byte order: {@link #le16} then {@link #be16}. */
  public FieldWriter both16(int value) {
    return le16(value).be16(value);
  }

  /** ISO 9660's both-byte order: {@link #le32} then {@link #be32}. */
  public FieldWriter both32(long value) {
    return le32(value).be32(value);
  }

  /** All the bytes. */
  public FieldWriter bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** ASCII characters, as many bytes. */
  public FieldWriter ascii(String text) {
    return bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * ASCII characters, filled up to a length.
   *
   * @throws IllegalArgumentException when the text is longer
   */
  public FieldWriter ascii(String text, int length, char fill) {
    ascii(text);
    return fill(length - text.length(), fill);
  }

  /** The same byte a number of times. */
  public FieldWriter fill(int count, int value) {
    if (count < 0) {
      throw new IllegalArgumentException("a field is " + -count + " bytes too long");
    }
    for (int i = 0; i < count; i++) {
      u8(value);
    }
    return this;
  }

  /**
   * Zeros up to an offset from the start of the structure.
   *
   * @throws IllegalArgumentException when the structure is longer already
   */
  public FieldWriter zerosTo(int offset) {
    return fill(offset - size(), 0);
  }

  /** The length so far. */
  public int size() {
    return out.size();
  }

  /** What was built. */
  public byte[] toBytes() {
    return out.toByteArray();
  }
}
