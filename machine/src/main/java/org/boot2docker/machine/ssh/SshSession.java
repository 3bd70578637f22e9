package org.boot2docker.machine.ssh;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.boot2docker.formats.Unclosed;
import org.boot2docker.formats.text.ShellWord;
import org.boot2docker.machine.model.MachineException;
import org.jspecify.annotations.Nullable;

/** A login to the guest that runs commands, any number of them at once. */
public final class SshSession implements Closeable {
  private static final Duration OPEN_LIMIT = Duration.ofSeconds(60);

  /** How long a server may reset connections: the guest's reads new host keys on a first boot. */
  private static final Duration RESET_LIMIT = Duration.ofSeconds(10);

  private static final long PAUSE_MILLIS = 200;

  private static final Duration INTERRUPT_LIMIT = Duration.ofSeconds(10);
  private static final int PACKET_ROOM = 64;

  /** What a shell reports for a command that was ended without a status. */
  static final int NO_STATUS = 255;

  private final SshClient client;
  private final ClientSession session;
  private boolean forwardsAgent;

  private SshSession(SshClient client, ClientSession session) {
    this.client = client;
    this.session = session;
  }

  /**
   * Logs in; see {@link SshWait} for a guest that is still booting. A connection that is lost
   * before the server has decided is made again, for some seconds.
   *
   * @param limit how long the connection may take, and the login
   * @throws MachineException when the host key is refused, neither key nor password is accepted, or
   *     nobody answers
   */
  public static SshSession connect(SshTarget target, Duration limit) throws IOException {
    long end = System.nanoTime() + RESET_LIMIT.toNanos();
    while (true) {
      try {
        return login(target, limit);
      } catch (MachineException e) {
        if (System.nanoTime() > end || !isLost(e.getCause())) {
          throw e;
        }
      }
      pause();
    }
  }

  /** Loads what a login needs, so that it takes less time when it comes. */
  public static void prepare(SshTarget target) throws IOException {
    SshClients.start(target.hostKeys()).stop();
    if (target.key().isPresent()) {
      SshKey.load(target.key().get());
    }
  }

  /** Whether the connection broke, and not the server's decision or that nothing listens. */
  private static boolean isLost(@Nullable Throwable cause) {
    boolean lost = cause != null;
    for (Throwable each = cause; each != null; each = each.getCause()) {
      boolean decided =
          each instanceof SshException ssh
              && ssh.getDisconnectCode()
                  == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE;
      lost &= !decided && !(each instanceof ConnectException);
    }
    return lost;
  }

  private static void pause() throws MachineException {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MachineException("interrupted during the login", e);
    }
  }

  private static SshSession login(SshTarget target, Duration limit) throws IOException {
    SshClient client = SshClients.start(target.hostKeys());
    boolean ready = false;
    try {
      ClientSession session =
          client.connect(target.user(), target.host(), target.port()).verify(limit).getSession();
      if (target.key().isPresent()) {
        session.addPublicKeyIdentity(SshKey.load(target.key().get()));
      }
      target.password().ifPresent(session::addPasswordIdentity);
      session.auth().verify(limit);
      ready = true;
      return new SshSession(client, session);
    } catch (IOException e) {
      Optional<HostKeys.ChangedKeyException> refusal = target.hostKeys().refusal();
      if (refusal.isPresent()) {
        throw refusal.get();
      }
      throw new MachineException(
          "can't log in as %s at %s port %d (%s): see whether the machine still runs with 'boot2docker status'"
              .formatted(target.user(), target.host(), target.port(), reason(e)),
          e);
    } finally {
      if (!ready) {
        client.stop();
      }
    }
  }

  /** Without the library's name for what it was doing. */
  private static String reason(IOException e) {
    return String.valueOf(e.getMessage()).replaceFirst("^Default\\w+Future\\[.*?]: ", "");
  }

  /**
   * Lets the programs of shells and commands that begin from now on use an SSH agent of this host.
   *
   * @param agent its Unix socket
   */
  public void forwardAgent(Path agent) {
    List<ChannelFactory> factories = new ArrayList<>(client.getChannelFactories());
    factories.add(AgentChannel.factory(agent));
    client.setChannelFactories(factories);
    forwardsAgent = true;
  }

  boolean forwardsAgent() {
    return forwardsAgent;
  }

  /** What takes a session that is open. */
  interface Use<T> {
    T now() throws IOException;
  }

  /**
   * The library forwards a port also for a session that has ended, and has another exception for
   * one that ends just now: it is lost, too.
   */
  <T> T whileOpen(Use<T> use) throws IOException {
    try {
      if (!isOpen()) {
        throw new IllegalStateException("it is closed");
      }
      return use.now();
    } catch (IllegalStateException e) {
      throw new MachineException(
          "the connection to the guest was lost (%s): see whether the machine still runs with 'boot2docker status'"
              .formatted(e.getMessage()),
          e);
    }
  }

  /** Runs a command without input and returns all its output. */
  public ExecResult exec(String command) throws IOException {
    return exec(command, "");
  }

  /** Runs a command with text as its input and returns all its output. */
  public ExecResult exec(String command, String input) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = exec(command, new ByteArrayInputStream(SshKey.utf8(input)), out, err);
    return new ExecResult(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /**
   * Runs a command on streams, none of which is closed, and gives its exit status.
   *
   * @throws MachineException when the connection is lost before the command ends, or its output
   *     can't be written
   */
  public int exec(String command, InputStream in, OutputStream out, OutputStream err)
      throws IOException {
    try (ChannelExec channel = whileOpen(() -> session.createExecChannel(command))) {
      channel.setAgentForwarding(forwardsAgent);
      return join(channel, in, out, err);
    }
  }

  /**
   * Runs a command as {@link #exec(String, InputStream, OutputStream, OutputStream)} does. When
   * this program is told to end meanwhile, as by Ctrl-C, the command gets SIGINT (RFC 4254, section
   * 6.9), and 10 s to end.
   *
   * @param unheeded called when the command has not ended by then, and so runs on in the guest
   */
  public int execUntilInterrupted(
      String command, InputStream in, OutputStream out, OutputStream err, Runnable unheeded)
      throws IOException {
    try (ChannelExec channel = whileOpen(() -> session.createExecChannel(command))) {
      channel.setAgentForwarding(forwardsAgent);
      Thread atEnd = new Thread(() -> interrupt(channel, unheeded), "interrupt-command");
      Runtime.getRuntime().addShutdownHook(atEnd);
      try {
        return join(channel, in, out, err);
      } finally {
        forget(atEnd);
      }
    }
  }

  private static void interrupt(ClientChannel channel, Runnable unheeded) {
    try {
      Buffer buffer =
          channel.getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST, PACKET_ROOM);
      buffer.putUInt(channel.getRecipient());
      buffer.putString("signal");
      buffer.putBoolean(false);
      buffer.putString("INT");
      channel.getSession().writePacket(buffer);
      Set<ClientChannelEvent> events =
          channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), INTERRUPT_LIMIT);
      if (!events.contains(ClientChannelEvent.CLOSED)) {
        unheeded.run();
      }
    } catch (IOException e) {
      // The connection is gone, and with it the command.
      return;
    }
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It runs just now.
      return;
    }
  }

  /** Writes a file of the host to a file in the guest, which the user must be able to write. */
  public void upload(Path file, String guestPath) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int exit =
          exec("cat > " + ShellWord.quoted(guestPath), in, OutputStream.nullOutputStream(), err);
      if (exit != 0) {
        throw new MachineException(
            "can't write %s in the machine (%s): name a file that user docker can write, with room"
                .formatted(guestPath, err.toString(StandardCharsets.UTF_8).strip()));
      }
    }
  }

  /**
   * Connects to a Unix socket in the guest.
   *
   * @throws IOException when the guest refuses, as it does when nothing listens there
   */
  public StreamLocalChannel openSocket(String guestPath) throws IOException {
    StreamLocalChannel channel = new StreamLocalChannel(guestPath);
    boolean ready = false;
    try {
      whileOpen(() -> session.getService(ConnectionService.class).registerChannel(channel));
      channel.open().verify(OPEN_LIMIT);
      ready = true;
      return channel;
    } finally {
      if (!ready) {
        channel.close(true);
      }
    }
  }

  /**
   * Listens on a port of this host, and carries its connections to a port in the guest.
   *
   * @return ends the listening
   * @throws IOException when the port can't be had
   */
  public Closeable forward(String address, int port, String guestAddress, int guestPort)
      throws IOException {
    SshdSocketAddress local = new SshdSocketAddress(address, port);
    SshdSocketAddress guest = new SshdSocketAddress(guestAddress, guestPort);
    whileOpen(() -> session.startLocalPortForwarding(local, guest));
    return () -> endForward(local);
  }

  /** With the session the library has ended it, too. */
  private void endForward(SshdSocketAddress local) throws IOException {
    try {
      session.stopLocalPortForwarding(local);
    } catch (IllegalStateException e) {
      return;
    }
  }

  /** Whether the connection is still up. */
  public boolean isOpen() {
    return session.isOpen();
  }

  ClientSession session() {
    return session;
  }

  /** Opens a channel on streams, waits for the end of its command, and gives the exit status. */
  static int join(ClientChannel channel, InputStream in, OutputStream out, OutputStream err)
      throws IOException {
    GuestOutput standard = new GuestOutput(out);
    GuestOutput errors = new GuestOutput(err);
    channel.setIn(new Unclosed.Input(in));
    channel.setOut(standard);
    channel.setErr(errors);
    channel.open().verify(OPEN_LIMIT);
    Set<ClientChannelEvent> events =
        channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), Duration.ZERO);
    standard.check();
    errors.check();
    Integer status = channel.getExitStatus();
    if (status != null) {
      return status;
    }
    if (channel.getExitSignal() == null && events.contains(ClientChannelEvent.CLOSED)) {
      throw new MachineException(
          "the connection to the guest was lost before the command ended: see the console log");
    }
    return NO_STATUS;
  }

  @Override
  public void close() {
    session.close(true);
    client.stop();
  }
}
