package org.boot2docker.machine.ssh;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.PtyCapableChannelSession;
import org.apache.sshd.common.channel.PtyChannelConfiguration;
import org.boot2docker.machine.ssh.HostTerminal.Size;

/**
 * Joins this program's standard streams to the guest, as the {@code ssh} program does: a shell on a
 * terminal of the guest's when this is one too, a command also when that is asked for, else on
 * plain streams.
 */
public final class UserShell {
  /** Of a program that SIGPIPE ended, as shells have it. */
  public static final int UNREAD = 128 + 13;

  private final SshSession ssh;

  /** In one login. */
  public UserShell(SshSession ssh) {
    this.ssh = ssh;
  }

  /**
   * Runs a shell, or a command when there is one, until it ends, and gives its exit status: 141
   * when nobody reads its output any more.
   *
   * @param command empty for a shell
   */
  public int run(Optional<String> command) throws IOException {
    return run(command, command.isEmpty());
  }

  /**
   * Runs a command as {@link #run} does, and interrupts it when this program is told to end
   * meanwhile.
   *
   * @param unheeded called when the command runs on all the same
   */
  public int runUntilInterrupted(String command, Runnable unheeded) throws IOException {
    return run(() -> ssh.execUntilInterrupted(command, input(), output(), errors(), unheeded));
  }

  /**
   * Runs a command as {@link #run} does a shell: on a terminal of the guest's, which programs such
   * as editors and {@code docker run -t} need, when this is one too.
   */
  public int runOnTerminal(String command) throws IOException {
    return run(Optional.of(command), true);
  }

  private int run(Optional<String> command, boolean wantsTerminal) throws IOException {
    return run(() -> joined(command, wantsTerminal && HostTerminal.isPresent()));
  }

  /** Something that ends with an exit status. */
  private interface Joined {
    int run() throws IOException;
  }

  private static int run(Joined joined) throws IOException {
    try {
      return joined.run();
    } catch (GuestOutput.Lost e) {
      if (e.isUnread()) {
        return UNREAD;
      }
      throw e;
    }
  }

  private int joined(Optional<String> command, boolean terminal) throws IOException {
    if (terminal) {
      return onTerminal(command, input(), output());
    }
    if (command.isPresent()) {
      return ssh.exec(command.get(), input(), output(), errors());
    }
    PtyChannelConfiguration none = new PtyChannelConfiguration();
    none.setPtyType("dumb");
    try (ChannelShell channel =
        ssh.whileOpen(() -> ssh.session().createShellChannel(none, Map.of()))) {
      channel.setUsePty(false);
      return join(channel, input(), output(), errors());
    }
  }

  private static InputStream input() {
    return new FileInputStream(FileDescriptor.in);
  }

  /** The file descriptor itself: System.out may buffer, and end lines in its own way. */
  private static OutputStream output() {
    return new FileOutputStream(FileDescriptor.out);
  }

  private static OutputStream errors() {
    return new FileOutputStream(FileDescriptor.err);
  }

  private int onTerminal(Optional<String> command, InputStream in, OutputStream out)
      throws IOException {
    try (HostTerminal terminal = HostTerminal.raw();
        PtyCapableChannelSession channel = channel(command, terminal.size())) {
      terminal.onResize(() -> resize(channel, terminal.size()));
      return join(channel, in, out, out);
    }
  }

  /** A channel with a terminal of the guest's; not yet open. */
  PtyCapableChannelSession channel(Optional<String> command, Size size) throws IOException {
    PtyChannelConfiguration pty = new PtyChannelConfiguration();
    pty.setPtyType(Optional.ofNullable(System.getenv("TERM")).orElse("vt100"));
    pty.setPtyColumns(size.columns());
    pty.setPtyLines(size.rows());
    PtyCapableChannelSession channel =
        ssh.whileOpen(
            () ->
                command.isPresent()
                    ? ssh.session().createExecChannel(command.get(), pty, Map.of())
                    : ssh.session().createShellChannel(pty, Map.of()));
    channel.setUsePty(true);
    return channel;
  }

  private static void resize(PtyCapableChannelSession channel, Size size) {
    try {
      channel.sendWindowChange(size.columns(), size.rows());
    } catch (IOException e) {
      // The shell is just ending.
      return;
    }
  }

  private int join(
      PtyCapableChannelSession channel, InputStream in, OutputStream out, OutputStream err)
      throws IOException {
    channel.setAgentForwarding(ssh.forwardsAgent());
    return SshSession.join(channel, in, out, err);
  }
}
