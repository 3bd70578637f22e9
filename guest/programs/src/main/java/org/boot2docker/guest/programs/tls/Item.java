package org.boot2docker.guest.programs.tls;

/**
 * The files that boot2docker has always kept, a key and a certificate for each of three parties.
 */
enum Item {
  CA("ca", false),
  CA_KEY("cakey", true),
  SERVER("server", false),
  SERVER_KEY("serverkey", true),
  CLIENT("client", false),
  CLIENT_KEY("clientkey", true);

  private static final int SECRET = 0600;
  private static final int PUBLIC = 0644;

  private final String name;
  private final boolean secret;

  Item(String name, boolean secret) {
    this.name = name;
    this.secret = secret;
  }

  /** Where the machine has it. */
  String path() {
    return path(Store.DIRECTORY);
  }

  String path(String directory) {
    return directory + "/" + name + ".pem";
  }

  boolean isReadByDocker() {
    return this == CA || this == SERVER || this == SERVER_KEY;
  }

  int mode() {
    return secret ? SECRET : PUBLIC;
  }
}
