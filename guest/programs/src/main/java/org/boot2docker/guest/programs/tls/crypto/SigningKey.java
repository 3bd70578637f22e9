package org.boot2docker.guest.programs.tls.crypto;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.boot2docker.guest.system.bytes.Bytes;

/** A private key of ECDSA on P-256. */
public final class SigningKey {
  /** Length of the secret number, of each coordinate and of each half of a signature. */
  public static final int BYTES = 32;

  private final P256 curve;
  private final byte[] secret;
  private final byte[] point;

  private SigningKey(P256 curve, byte[] secret) {
    this.curve = curve;
    this.secret = secret;
    this.point = curve.multiple(Modulus.limbs(secret));
  }

  /** Makes keys; it keeps what has to be computed only once. */
  public static final class Maker {
    private final P256 curve = new P256();

    /** A new key from a source of 32 random bytes, which is asked until they are a valid key. */
    public SigningKey make(Supplier<byte[]> random) {
      Optional<SigningKey> key = of(random.get());
      while (key.isEmpty()) {
        key = of(random.get());
      }
      return key.get();
    }

    /** The key with this secret number, if it is one: 32 bytes, from 1 to below the order. */
    public Optional<SigningKey> of(byte[] secret) {
      return secret.length == BYTES && isScalar(Modulus.limbs(secret))
          ? Optional.of(new SigningKey(curve, secret.clone()))
          : Optional.empty();
    }
  }

  private static boolean isScalar(int[] number) {
    return !Modulus.isZero(number) && P256.ORDER.isBelow(number);
  }

  /** The secret number. */
  public byte[] secret() {
    return secret.clone();
  }

  /** The public key: the coordinates x and y, one after the other. */
  public byte[] point() {
    return point.clone();
  }

  /** Signs a message by its SHA-256: the numbers r and s, one after the other. */
  public byte[] sign(byte[] message) {
    int[] hash = P256.ORDER.reduce(Modulus.limbs(Sha256.digest(message)));
    Nonces nonces = new Nonces(secret, Modulus.bytes(hash));
    while (true) {
      int[] nonce = nonces.next();
      byte[] x = Arrays.copyOf(curve.multiple(nonce), BYTES);
      int[] r = P256.ORDER.reduce(Modulus.limbs(x));
      int[] s = proof(nonce, hash, r);
      if (!Modulus.isZero(r) && !Modulus.isZero(s)) {
        return Bytes.join(Modulus.bytes(r), Modulus.bytes(s));
      }
    }
  }

  /** (hash + r · secret) / nonce. */
  private int[] proof(int[] nonce, int[] hash, int[] r) {
    Modulus n = P256.ORDER;
    int[] product = n.multiply(n.enter(r), n.enter(Modulus.limbs(secret)));
    int[] sum = n.add(n.enter(hash), product);
    return n.leave(n.multiply(sum, n.invert(n.enter(nonce))));
  }

  /** The nonces of RFC 6979 for one key and one hash. */
  private static final class Nonces {
    private byte[] key = new byte[Sha256.BYTES];
    private byte[] value = new byte[Sha256.BYTES];

    private Nonces(byte[] secret, byte[] hash) {
      Arrays.fill(value, (byte) 1);
      step(Bytes.join(new byte[] {0}, secret, hash));
      step(Bytes.join(new byte[] {1}, secret, hash));
    }

    private void step(byte[] input) {
      key = Sha256.hmac(key, value, input);
      value = Sha256.hmac(key, value);
    }

    private int[] next() {
      while (true) {
        value = Sha256.hmac(key, value);
        int[] nonce = Modulus.limbs(value);
        step(new byte[] {0});
        if (isScalar(nonce)) {
          return nonce;
        }
      }
    }
  }
}
