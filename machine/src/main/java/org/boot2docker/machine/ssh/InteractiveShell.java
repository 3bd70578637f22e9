package org.boot2docker.machine.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * A login shell in the guest on the user's own terminal, which is raw meanwhile: every key goes to
 * the guest, which does the echoing and line editing.
 */
final class InteractiveShell {
  private static final Duration OPEN_LIMIT = Duration.ofSeconds(30);
  private static final int DEFAULT_COLUMNS = 80;
  private static final int DEFAULT_LINES = 24;

  private final ClientSession session;

  InteractiveShell(ClientSession session) {
    this.session = session;
  }

  /** Runs a shell until it ends; gives its exit code. */
  int run(InputStream in, OutputStream out, OutputStream err) throws IOException {
    if (System.console() == null) {
      return run(in, out, err, Optional.empty());
    }
    try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build()) {
      Attributes before = terminal.enterRawMode();
      try {
        return run(in, out, err, Optional.of(terminal));
      } finally {
        terminal.setAttributes(before);
      }
    }
  }

  private int run(InputStream in, OutputStream out, OutputStream err, Optional<Terminal> terminal)
      throws IOException {
    try (ChannelShell shell = session.createShellChannel()) {
      shell.setUsePty(terminal.isPresent());
      terminal.ifPresent(at -> describe(at, shell));
      shell.setIn(new Unclosed.Input(in));
      shell.setOut(new Unclosed.Output(out));
      shell.setErr(new Unclosed.Output(err));
      shell.open().verify(OPEN_LIMIT);
      terminal.ifPresent(at -> at.handle(Terminal.Signal.WINCH, signal -> resize(at, shell)));
      shell.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), 0L);
      Integer status = shell.getExitStatus();
      return status == null ? 0 : status;
    }
  }

  private static void describe(Terminal terminal, ChannelShell shell) {
    shell.setPtyType(Optional.ofNullable(System.getenv("TERM")).orElse("xterm"));
    Size size = terminal.getSize();
    shell.setPtyColumns(size.getColumns() > 0 ? size.getColumns() : DEFAULT_COLUMNS);
    shell.setPtyLines(size.getRows() > 0 ? size.getRows() : DEFAULT_LINES);
  }

  private static void resize(Terminal terminal, ChannelShell shell) {
    Size size = terminal.getSize();
    try {
      shell.sendWindowChange(size.getColumns(), size.getRows());
    } catch (IOException e) {
      // The shell has just ended; its size matters no more.
      return;
    }
  }
}
