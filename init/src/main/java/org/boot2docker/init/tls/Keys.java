package org.boot2docker.init.tls;

import java.util.Optional;
import org.boot2docker.init.kernel.Kernel;
import org.boot2docker.init.kernel.Linux;
import org.boot2docker.init.tls.crypto.SigningKey;
import org.boot2docker.init.tls.x509.KeyPem;

/** Keys: those in the store, and new ones from the kernel's random numbers. */
final class Keys {
  /** Unlike /dev/urandom this one waits, on a first boot, until its numbers are good. */
  private static final String RANDOM = "/dev/random";

  private final Kernel kernel;
  private final Store store;
  private final SigningKey.Maker maker = new SigningKey.Maker();

  Keys(Kernel kernel, Store store) {
    this.kernel = kernel;
    this.store = store;
  }

  /** The key in a file, if it is intact. */
  Optional<SigningKey> stored(Item item) {
    return store.read(item).flatMap(text -> KeyPem.read(maker, text));
  }

  /** Makes and stores a new one. */
  SigningKey make(Item item) {
    SigningKey key = maker.make(() -> random(SigningKey.BYTES));
    store.write(item, KeyPem.write(key));
    return key;
  }

  /** Random bytes. */
  byte[] random(int count) {
    int fd = kernel.open(RANDOM, Linux.O_RDONLY, 0);
    byte[] bytes = new byte[count];
    int got = kernel.read(fd, bytes);
    kernel.close(fd);
    if (got != count) {
      throw new IllegalStateException("reading " + RANDOM + " gave " + got);
    }
    return bytes;
  }
}
