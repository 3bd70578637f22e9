package org.boot2docker.guest.programs.tls.crypto;

import org.boot2docker.guest.system.bytes.Bytes;

/**
 * The curve P-256 of FIPS 186-5 (y² = x³ - 3x + b): multiples of its generator.
 *
 * <p>Points are projective. One formula adds any two of them, equal ones and the neutral one too
 * (Renes, Costello, Batina: Complete addition formulas for prime order elliptic curves, algorithm
 * 4).
 */
final class P256 {
  /** Modulo the curve's order: private keys and signatures. */
  static final Modulus ORDER =
      new Modulus("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

  private static final Modulus FIELD =
      new Modulus("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
  private static final int[] B =
      entered("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");
  private static final int[] GENERATOR_X =
      entered("6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296");
  private static final int[] GENERATOR_Y =
      entered("4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5");

  /** Bits of a scalar are taken four at a time, as far from each other as this. */
  private static final int STRIDE = 64;

  private static final int TEETH = 4;

  private final Point[] comb = comb();

  private record Point(int[] x, int[] y, int[] z) {}

  private static int[] entered(String hex) {
    return FIELD.enter(Modulus.limbs(Bytes.ofHex(hex)));
  }

  /** The sums of every choice among the generator's multiples by 1, 2^64, 2^128 and 2^192. */
  private static Point[] comb() {
    Point[] sums = new Point[1 << TEETH];
    sums[0] = new Point(new int[Modulus.LIMBS], FIELD.one(), new int[Modulus.LIMBS]);
    Point tooth = new Point(GENERATOR_X, GENERATOR_Y, FIELD.one());
    for (int i = 0; i < TEETH; i++) {
      for (int other = 0; other < 1 << i; other++) {
        sums[1 << i | other] = add(sums[other], tooth);
      }
      for (int doubling = 0; doubling < STRIDE && i < TEETH - 1; doubling++) {
        tooth = add(tooth, tooth);
      }
    }
    return sums;
  }

  /** The coordinates x and y, 32 bytes each, of the generator's multiple by a number not zero. */
  byte[] multiple(int[] scalar) {
    Point result = comb[0];
    for (int bit = STRIDE - 1; bit >= 0; bit--) {
      int teeth = 0;
      for (int i = 0; i < TEETH; i++) {
        int at = bit + STRIDE * i;
        teeth |= (scalar[at >> 5] >>> (at & 31) & 1) << i;
      }
      result = add(add(result, result), comb[teeth]);
    }
    int[] inverse = FIELD.invert(result.z());
    return Bytes.join(affine(result.x(), inverse), affine(result.y(), inverse));
  }

  private static byte[] affine(int[] coordinate, int[] inverse) {
    return Modulus.bytes(FIELD.leave(FIELD.multiply(coordinate, inverse)));
  }

  private static Point add(Point p, Point q) {
    Modulus f = FIELD;
    int[] xx = f.multiply(p.x, q.x);
    int[] yy = f.multiply(p.y, q.y);
    int[] zz = f.multiply(p.z, q.z);
    int[] xy = f.subtract(f.multiply(f.add(p.x, p.y), f.add(q.x, q.y)), f.add(xx, yy));
    int[] yz = f.subtract(f.multiply(f.add(p.y, p.z), f.add(q.y, q.z)), f.add(yy, zz));
    int[] xz = f.subtract(f.multiply(f.add(p.x, p.z), f.add(q.x, q.z)), f.add(xx, zz));
    int[] e = triple(f.subtract(xz, f.multiply(B, zz)));
    int[] minus = f.subtract(yy, e);
    int[] plus = f.add(yy, e);
    int[] zz3 = triple(zz);
    int[] g = triple(f.subtract(f.subtract(f.multiply(B, xz), zz3), xx));
    int[] h = f.subtract(triple(xx), zz3);
    return new Point(
        f.subtract(f.multiply(xy, plus), f.multiply(yz, g)),
        f.add(f.multiply(plus, minus), f.multiply(h, g)),
        f.add(f.multiply(yz, minus), f.multiply(xy, h)));
  }

  private static int[] triple(int[] a) {
    return FIELD.add(FIELD.add(a, a), a);
  }
}
