package org.boot2docker.guest.programs.der;

import java.nio.charset.StandardCharsets;
import org.boot2docker.guest.system.bytes.Bytes;

/** Writes values in DER (ITU-T X.690). */
public final class Der {
  // The identifier octets of values.
  public static final int BOOLEAN = 0x01;
  public static final int INTEGER = 0x02;
  public static final int BIT_STRING = 0x03;
  public static final int OCTET_STRING = 0x04;
  public static final int OBJECT_IDENTIFIER = 0x06;
  public static final int UTF8_STRING = 0x0c;
  public static final int UTC_TIME = 0x17;
  public static final int GENERALIZED_TIME = 0x18;
  public static final int SEQUENCE = 0x30;
  public static final int SET = 0x31;
  public static final int CONTEXT = 0x80;
  public static final int CONSTRUCTED = 0x20;

  private static final int SHORT_LENGTH = 0x80;

  private Der() {}

  /** A value with this tag that holds the parts. */
  public static byte[] value(int tag, byte[]... parts) {
    byte[] content = Bytes.join(parts);
    return Bytes.join(new byte[] {(byte) tag}, length(content.length), content);
  }

  private static byte[] length(int length) {
    if (length < SHORT_LENGTH) {
      return new byte[] {(byte) length};
    } else if (length <= 0xff) {
      return new byte[] {(byte) 0x81, (byte) length};
    }
    return new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length};
  }

  /** A sequence of the parts. */
  public static byte[] sequence(byte[]... parts) {
    return value(SEQUENCE, parts);
  }

  /** A number from its bytes, which are never taken as negative. */
  public static byte[] integer(byte[] number) {
    int start = 0;
    while (start < number.length - 1 && number[start] == 0) {
      start++;
    }
    byte[] sign = number[start] < 0 ? new byte[1] : new byte[0];
    byte[] digits = new byte[number.length - start];
    System.arraycopy(number, start, digits, 0, digits.length);
    return value(INTEGER, sign, digits);
  }

  /** A number from 0 to 127. */
  public static byte[] integer(int small) {
    return integer(new byte[] {(byte) small});
  }

  /** Whole bytes as a bit string. */
  public static byte[] bits(byte[]... parts) {
    return value(BIT_STRING, new byte[1], Bytes.join(parts));
  }

  /** A text in UTF-8. */
  public static byte[] text(String text) {
    return value(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A point in time, in seconds since 1970, in the form that RFC 5280 wants for its year. */
  public static byte[] time(long seconds) {
    String text = Time.format(seconds);
    boolean utc = text.compareTo("1950") >= 0 && text.compareTo("2050") < 0;
    return utc
        ? value(UTC_TIME, text.substring(2).getBytes(StandardCharsets.US_ASCII))
        : value(GENERALIZED_TIME, text.getBytes(StandardCharsets.US_ASCII));
  }
}
