package org.boot2docker.boottest.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.boot2docker.boottest.lab.HostTool;

/**
 * An authority, a server's and a client's certificate as docker-machine makes them: RSA, by
 * openssl.
 *
 * @param directory where the files are
 */
record ClientCertificates(Path directory) {
  /** Makes them; the server is known by this machine's loopback address. */
  static ClientCertificates make(Path directory) throws IOException {
    ClientCertificates made = new ClientCertificates(directory);
    made.openssl(
        "req -x509 -nodes -newkey rsa:2048 -days 1080 -subj /O=user -keyout ca-key.pem -out ca.pem");
    Files.writeString(
        directory.resolve("server.ext"),
        "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n");
    Files.writeString(directory.resolve("client.ext"), "extendedKeyUsage=clientAuth\n");
    for (String name : new String[] {"server", "client"}) {
      made.openssl(
          "req -nodes -newkey rsa:2048 -subj /O=user.default -keyout %1$s-pkcs8.pem -out %1$s.csr"
              .formatted(name));
      made.openssl("rsa -traditional -in %1$s-pkcs8.pem -out %1$s-key.pem".formatted(name));
      made.openssl(
          ("x509 -req -days 1080 -CA ca.pem -CAkey ca-key.pem -CAcreateserial -in %1$s.csr"
                  + " -extfile %1$s.ext -out %1$s.pem")
              .formatted(name));
    }
    return made;
  }

  String text(String name) throws IOException {
    return Files.readString(directory.resolve(name));
  }

  /** What dockerd answers to a ping, by openssl, which trusts our authority only. */
  HostTool.Result ping(int port, boolean withCertificate) throws IOException {
    String client = withCertificate ? " -cert client.pem -key client-key.pem" : "";
    String openssl =
        "openssl s_client -quiet -connect 127.0.0.1:%d -CAfile ca.pem -verify_return_error"
                .formatted(port)
            + " -verify_ip 127.0.0.1"
            + client;
    return HostTool.run(
        directory, "sh", "-c", "printf 'GET /_ping HTTP/1.0\\r\\n\\r\\n' | " + openssl);
  }

  private void openssl(String arguments) throws IOException {
    HostTool.run(directory, ("openssl " + arguments).split(" ")).succeeded();
  }
}
