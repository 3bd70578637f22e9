package org.boot2docker.guest.programs.tls;

import java.util.Optional;
import org.boot2docker.guest.programs.tls.crypto.SigningKey;
import org.boot2docker.guest.programs.tls.x509.KeyPem;
import org.boot2docker.guest.system.kernel.Surroundings;

/** Keys: those in the store, and new ones from the kernel's random numbers. */
final class Keys {
  private final Surroundings surroundings;
  private final Store store;
  private final SigningKey.Maker maker = new SigningKey.Maker();

  Keys(Surroundings surroundings, Store store) {
    this.surroundings = surroundings;
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
    byte[] bytes = new byte[count];
    int got = surroundings.random(bytes);
    if (got != count) {
      throw new IllegalStateException("the kernel gives no random numbers: " + got);
    }
    return bytes;
  }
}
