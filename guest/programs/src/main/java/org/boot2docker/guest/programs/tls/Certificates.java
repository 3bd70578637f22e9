package org.boot2docker.guest.programs.tls;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.boot2docker.guest.programs.tls.crypto.SigningKey;
import org.boot2docker.guest.programs.tls.x509.AltName;
import org.boot2docker.guest.programs.tls.x509.Certificate;
import org.boot2docker.guest.programs.tls.x509.Issuer;
import org.boot2docker.guest.system.kernel.Log;

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
  private static final int SERIAL_BYTES = 15;

  /** Addresses of former networks stay, or a machine on the move would be renewed every day. */
  private static final int MOST_NAMES = 32;

  private final Log log;
  private final Store store;
  private final Keys keys;
  private final Calendar calendar;
  private final SigningKey authority;
  private final Issuer issuer;
  private final SigningKey serverKey;
  private Optional<Certificate> server;

  /** Takes or makes all but the server's certificate, which needs the machine's addresses. */
  Certificates(Log log, Store store, Keys keys, Calendar calendar) {
    this.log = log;
    this.store = store;
    this.keys = keys;
    this.calendar = calendar;
    authority = keys.stored(Item.CA_KEY).orElseGet(this::newAuthority);
    issuer = new Issuer(authority);
    if (serving(Item.CA, authority).isEmpty()) {
      store.write(Item.CA, issuer.authority(serial(), calendar.now() + AUTHORITY_LIFE));
    }
    SigningKey clientKey = key(Item.CLIENT_KEY);
    if (serving(Item.CLIENT, clientKey).isEmpty()) {
      store.write(Item.CLIENT, issuer.client(serial(), calendar.now() + LEAF_LIFE, clientKey));
    }
    serverKey = key(Item.SERVER_KEY);
    server = serving(Item.SERVER, serverKey);
  }

  /** A quick look: all files are there and whole, and the server's certificate has these names. */
  static boolean seemRight(Store store, Calendar calendar, Set<AltName> names) {
    boolean whole = true;
    for (Item item : Item.values()) {
      whole &= store.read(item).filter(text -> text.endsWith("-----\n")).isPresent();
    }
    Optional<Certificate> server = store.read(Item.SERVER).flatMap(Certificate::read);
    return whole
        && server
            .filter(c -> c.names().containsAll(names) && !calendar.isSoon(c.notAfter()))
            .isPresent();
  }

  private SigningKey newAuthority() {
    if (store.read(Item.CA).isPresent() || store.read(Item.CA_KEY).isPresent()) {
      log.error(
          "the certificate authority in "
              + Store.DIRECTORY
              + " is damaged; a new one is made: fetch ~/.docker again for every client");
      store.putAside(Item.CA);
      store.putAside(Item.CA_KEY);
    }
    return keys.make(Item.CA_KEY);
  }

  private SigningKey key(Item item) {
    return keys.stored(item).orElseGet(() -> keys.make(item));
  }

  /** The certificate in a file when it is this key's, our authority's, and valid for long. */
  private Optional<Certificate> serving(Item item, SigningKey key) {
    return store
        .read(item)
        .flatMap(Certificate::read)
        .filter(c -> c.isOf(key) && c.isSignedBy(authority) && !calendar.isSoon(c.notAfter()));
  }

  /** Whether there is a certificate that the server can use, if perhaps not by all its names. */
  boolean hasServer() {
    return server.isPresent();
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
    String text = issuer.server(serial(), calendar.now() + LEAF_LIFE, serverKey, list);
    store.write(Item.SERVER, text);
    server = Certificate.read(text);
    log.info("server certificate for" + added(list, former));
  }

  private static String added(List<AltName> names, List<AltName> former) {
    StringBuilder text = new StringBuilder(former.isEmpty() ? "" : " also");
    for (AltName name : names) {
      text.append(former.contains(name) ? "" : " " + name.text());
    }
    return text.toString();
  }

  private byte[] serial() {
    return keys.random(SERIAL_BYTES);
  }
}
