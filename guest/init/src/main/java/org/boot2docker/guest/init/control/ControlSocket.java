package org.boot2docker.guest.init.control;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.boot2docker.contract.GuestPaths;
import org.boot2docker.guest.init.service.Control;
import org.boot2docker.guest.system.event.Loop;
import org.boot2docker.guest.system.kernel.Descriptors;
import org.boot2docker.guest.system.kernel.Linux;
import org.boot2docker.guest.system.kernel.Log;
import org.boot2docker.guest.system.kernel.Sockets;

/**
 * The unix socket, root's only, through which processes ask PID 1 about its services.
 *
 * <p>A client sends one line and gets the exit code that it should end with, a blank, and text up
 * to the end of the connection.
 */
public final class ControlSocket {
  /** One more is sent away. */
  private static final int MOST_CLIENTS = 32;

  private static final int LONGEST_REQUEST = 256;

  private final Descriptors descriptors;
  private final Sockets sockets;
  private final Loop loop;
  private final Control control;
  private final List<Client> clients = new ArrayList<>();

  /** A connection, and what has come through it. */
  private static final class Client {
    private final int fd;
    private String request = "";

    private Client(int fd) {
      this.fd = fd;
    }
  }

  /** A socket that isn't open yet. */
  public ControlSocket(Descriptors descriptors, Sockets sockets, Loop loop, Control control) {
    this.descriptors = descriptors;
    this.sockets = sockets;
    this.loop = loop;
    this.control = control;
  }

  /** Begins to listen. */
  public void open(Log log) {
    int socket = sockets.listen(GuestPaths.CONTROL);
    if (log.check(socket, "listening on " + GuestPaths.CONTROL)) {
      loop.onReadable(socket, () -> accept(socket));
    }
  }

  private void accept(int socket) {
    int fd = sockets.accept(socket);
    if (fd < 0) {
      return;
    }
    if (clients.size() >= MOST_CLIENTS) {
      descriptors.close(fd);
      return;
    }
    Client client = new Client(fd);
    clients.add(client);
    loop.onReadable(fd, () -> read(client));
  }

  private void read(Client client) {
    byte[] bytes = new byte[LONGEST_REQUEST];
    int count = descriptors.read(client.fd, bytes);
    if (count == -Linux.EAGAIN) {
      return;
    }
    boolean tooMuch = client.request.length() + count > LONGEST_REQUEST;
    if (count <= 0 || tooMuch || client.request.endsWith("\n")) {
      end(client);
      return;
    }
    client.request += new String(bytes, 0, count, StandardCharsets.UTF_8);
    if (client.request.endsWith("\n")) {
      control.request(client.request.trim(), answer -> answer(client, answer));
    }
  }

  private void answer(Client client, Control.Answer answer) {
    if (clients.contains(client)) {
      String text = answer.exit() + " " + answer.text() + "\n";
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      descriptors.write(client.fd, bytes, 0, bytes.length);
      end(client);
    }
  }

  private void end(Client client) {
    clients.remove(client);
    loop.close(client.fd);
  }
}
