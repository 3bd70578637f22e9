package org.boot2docker.guest.system.kernel;

/** Gives the kernel's random numbers something that nobody else has (random(4)). */
public final class Entropy {
  private static final String RANDOM = "/dev/urandom";

  /** RNDADDENTROPY: a count of bits, a count of bytes, the bytes. */
  private static final long ADD = 0x40085203L;

  /** RNDRESEEDCRNG: what was added counts at once, and not within a minute. */
  private static final long RESEED = 0x5207L;

  private static final int HEADER_BYTES = 8;

  private final Kernel kernel;

  /** That of this kernel. */
  public Entropy(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * Adds bytes.
   *
   * @param secret whether nobody else can know them, nor will they be used again
   * @return a negative error when the kernel refuses
   */
  public int add(byte[] seed, boolean secret) {
    byte[] request = new byte[HEADER_BYTES + seed.length];
    putInt(request, 0, secret ? seed.length * 8 : 0);
    putInt(request, 4, seed.length);
    System.arraycopy(seed, 0, request, HEADER_BYTES, seed.length);
    return control(ADD, request);
  }

  /** Makes all random numbers from now on depend on what was added. */
  public int reseed() {
    return control(RESEED, new byte[0]);
  }

  private int control(long number, byte[] request) {
    int device = kernel.open(RANDOM, Linux.O_WRONLY, 0);
    int result = device < 0 ? device : kernel.control(device, number, request);
    kernel.close(device);
    return result;
  }

  private static void putInt(byte[] bytes, int at, int value) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (value >> 8 * i);
    }
  }
}
