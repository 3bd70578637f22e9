package org.boot2docker.guest.programs.tls;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Surroundings;

/**
 * The authority, the server and the client: what is stored is used as long as it serves, the rest
 * is made.
 *
 * <p>A key is written before its certificate, and a new certificate for the same key takes nobody's
 * trust away: so a power cut between two files heals. Only when the authority's key is lost do
 * clients need new files.
 */
final class Certificates {
  private static final long AUTHORITY_LIFE = 10 * Calendar.YEAR;
  private static final long LEAF_LIFE = 3 * Calendar.YEAR;
  private static final int SERIAL_BYTES = 16;

  /** Addresses of former networks stay, or a machine on the move would be renewed every day. */
  private static final int MOST_NAMES = 32;

  private final Log log;
  private final Store store;
  private final CertificateLibrary library;
  private final Surroundings surroundings;
  private final Calendar calendar;
  private final String authorityKey;
  private final String authority;
  private final String serverKey;
  private Optional<Certificate> server;

  /** Takes or makes all but the server's certificate, which needs the machine's addresses. */
  Certificates(Log log, Store store, CertificateLibrary library, Surroundings surroundings) {
    this.log = log;
    this.store = store;
    this.library = library;
    this.surroundings = surroundings;
    calendar = new Calendar(surroundings);
    authorityKey = stored(Item.CA_KEY).orElseGet(this::newAuthority);
    authority = authorityCertificate();
    String clientKey = key(Item.CLIENT_KEY);
    if (serving(Item.CLIENT, clientKey).isEmpty()) {
      store.write(Item.CLIENT, issue(Request.Role.CLIENT, clientKey, List.of()));
    }
    serverKey = key(Item.SERVER_KEY);
    server = serving(Item.SERVER, serverKey);
  }

  private String authorityCertificate() {
    Optional<String> stored =
        store.read(Item.CA).filter(text -> serves(text, authorityKey, text).isPresent());
    if (stored.isPresent()) {
      return stored.get();
    }
    String made = issue(Request.Role.AUTHORITY, authorityKey, List.of());
    store.write(Item.CA, made);
    return made;
  }

  private String newAuthority() {
    if (store.read(Item.CA).isPresent() || store.read(Item.CA_KEY).isPresent()) {
      log.error(
          "the certificate authority in "
              + Store.DIRECTORY
              + " is damaged and was replaced: copy ~/.docker to every client again");
      store.putAside(Item.CA);
      store.putAside(Item.CA_KEY);
    }
    return newKey(Item.CA_KEY);
  }

  private String key(Item item) {
    return stored(item).orElseGet(() -> newKey(item));
  }

  /** The key in a file, if it is intact. */
  private Optional<String> stored(Item item) {
    return store.read(item).filter(library::isKey);
  }

  private String newKey(Item item) {
    String key = library.newKey();
    store.write(item, key);
    return key;
  }

  /** The certificate in a file when it is this key's, our authority's, and valid for long. */
  private Optional<Certificate> serving(Item item, String key) {
    return store.read(item).flatMap(text -> serves(text, key, authority));
  }

  private Optional<Certificate> serves(String text, String key, String signer) {
    return library
        .read(text)
        .filter(c -> !calendar.isSoon(c.notAfter()) && library.fits(text, key, signer));
  }

  private String issue(Request.Role role, String key, List<AltName> names) {
    long life = role == Request.Role.AUTHORITY ? AUTHORITY_LIFE : LEAF_LIFE;
    return library.issue(
        new Request(role, key, authorityKey, serial(), calendar.now() + life, names));
  }

  /** Makes a new certificate for the server, unless there is one with all these names. */
  void cover(Set<AltName> names) {
    if (server.filter(certificate -> certificate.names().containsAll(names)).isPresent()) {
      return;
    }
    List<AltName> former = server.map(Certificate::names).orElse(List.of());
    Set<AltName> merged = new LinkedHashSet<>(names);
    merged.addAll(former);
    List<AltName> list = new ArrayList<>(merged);
    list = list.subList(0, Math.min(list.size(), Math.max(names.size(), MOST_NAMES)));
    String text = issue(Request.Role.SERVER, serverKey, list);
    store.write(Item.SERVER, text);
    server = library.read(text);
    log.info("server certificate for" + added(list, former));
  }

  private static String added(List<AltName> names, List<AltName> former) {
    StringBuilder text = new StringBuilder(former.isEmpty() ? "" : " also");
    for (AltName name : names) {
      text.append(former.contains(name) ? "" : " " + name.text());
    }
    return text.toString();
  }

  /** A random number; its first bits are such that it is positive and never shorter. */
  private byte[] serial() {
    byte[] bytes = new byte[SERIAL_BYTES];
    int got = surroundings.random(bytes);
    if (got != SERIAL_BYTES) {
      throw new IllegalStateException("the kernel gives no random numbers: " + got);
    }
    bytes[0] = (byte) (bytes[0] & 0x3f | 0x40);
    return bytes;
  }
}
