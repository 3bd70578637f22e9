package org.boot2docker.guest.programs.der;

/** The identifier octets of values in DER (ITU-T X.690). */
public final class Der {
  public static final int INTEGER = 0x02;
  public static final int BIT_STRING = 0x03;
  public static final int OCTET_STRING = 0x04;
  public static final int SEQUENCE = 0x30;

  private Der() {}
}
