package org.boot2docker.machine.tunnel;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.boot2docker.formats.file.OwnerOnly;
import org.boot2docker.formats.text.Progress;
import org.boot2docker.machine.ssh.SshSession;
import org.boot2docker.machine.ssh.SshTarget;
import org.boot2docker.machine.ssh.StreamLocalChannel;
import org.jspecify.annotations.Nullable;

/** Listens on a Unix socket and forwards each connection to a Unix socket in the guest. */
final class DockerTunnel implements Closeable {
  private static final Duration LOGIN_LIMIT = Duration.ofSeconds(60);

  private static final Duration EARLY_LIMIT = Duration.ofSeconds(20);
  private static final Duration EARLY_PAUSE = Duration.ofMillis(30);
  private static final Duration ACCEPT_PAUSE = Duration.ofMillis(200);
  private static final int BACKLOG = 128;

  private final Path socket;
  private final String guestSocket;
  private final SshTarget target;
  private final Progress log;
  private final ServerSocketChannel server;
  private final AtomicLong connections = new AtomicLong();
  private @Nullable SshSession session;

  private DockerTunnel(
      Path socket, String guestSocket, SshTarget target, Progress log, ServerSocketChannel server) {
    this.socket = socket;
    this.guestSocket = guestSocket;
    this.target = target;
    this.log = log;
    this.server = server;
  }

  /** Binds the socket, for its owner only, in place of one that an earlier tunnel left. */
  static DockerTunnel listen(Path socket, String guestSocket, SshTarget target, Progress log)
      throws IOException {
    Files.deleteIfExists(socket);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    boolean ready = false;
    try {
      server.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
      OwnerOnly.restrict(socket);
      ready = true;
      return new DockerTunnel(socket, guestSocket, target, log, server);
    } finally {
      if (!ready) {
        server.close();
      }
    }
  }

  /** Logs in before anybody asks, for a guest that answers at once. */
  void logIn() {
    Thread thread = new Thread(this::tryLogIn, "tunnel-login");
    thread.setDaemon(true);
    thread.start();
  }

  /** A guest that starts from a template still makes its keys. */
  private void tryLogIn() {
    long end = System.nanoTime() + EARLY_LIMIT.toNanos();
    while (true) {
      try {
        session();
        return;
      } catch (IOException e) {
        if (System.nanoTime() > end) {
          // The first connection tries again.
          log.say("the guest can't be logged in to yet: " + e.getMessage());
          return;
        }
        LockSupport.parkNanos(EARLY_PAUSE.toNanos());
      }
    }
  }

  /** Serves until {@link #close}. */
  void serve() {
    while (server.isOpen()) {
      try {
        SocketChannel local = server.accept();
        Thread thread = new Thread(() -> handle(local), "docker-" + connections.incrementAndGet());
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        if (server.isOpen()) {
          // Perhaps this process has too many open files: others wait until some are closed.
          log.say("can't accept connections on " + socket + ": " + e.getMessage());
          LockSupport.parkNanos(ACCEPT_PAUSE.toNanos());
        }
      }
    }
  }

  private void handle(SocketChannel local) {
    try (local) {
      relay(local);
    } catch (IOException e) {
      log.say("can't close a connection to Docker: " + e.getMessage());
    }
  }

  /** Says why before the client sees its connection end, so that the log explains what it saw. */
  private void relay(SocketChannel local) {
    try {
      StreamLocalChannel remote = session().openSocket(guestSocket);
      new Relay(local, remote).run();
    } catch (IOException e) {
      log.say("a connection to Docker failed: " + e.getMessage());
    }
  }

  /** The login that all connections share; a new one when the guest was restarted. */
  synchronized SshSession session() throws IOException {
    SshSession old = session;
    if (old != null && old.isOpen()) {
      return old;
    }
    if (old != null) {
      old.close();
    }
    SshSession fresh = SshSession.connect(target, LOGIN_LIMIT);
    session = fresh;
    return fresh;
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.deleteIfExists(socket);
    synchronized (this) {
      if (session != null) {
        session.close();
      }
    }
  }
}
