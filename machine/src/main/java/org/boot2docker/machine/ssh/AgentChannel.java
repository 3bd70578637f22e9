package org.boot2docker.machine.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.channel.ChannelOutputStream;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.AbstractServerChannel;
import org.jspecify.annotations.Nullable;

/**
 * Leads a program in the guest to the SSH agent of this host, byte by byte.
 *
 * <p>The guest's server opens one for each program that connects to its SSH_AUTH_SOCK: OpenSSH's
 * {@code auth-agent@openssh.com}, see draft-miller-ssh-agent.
 */
final class AgentChannel extends AbstractServerChannel {
  private static final String TYPE = "auth-agent@openssh.com";
  private static final int PART = 16_384;

  private final Path agent;
  private @Nullable SocketChannel socket;

  private AgentChannel(Path agent) {
    super("", List.of(), null);
    this.agent = agent;
  }

  /** Makes them when the guest asks. */
  static ChannelFactory factory(Path agent) {
    return new ChannelFactory() {
      @Override
      public String getName() {
        return TYPE;
      }

      @Override
      public Channel createChannel(Session session) {
        return new AgentChannel(agent);
      }
    };
  }

  @Override
  protected OpenFuture doInit(Buffer buffer) {
    OpenFuture opened = new DefaultOpenFuture(this, this);
    try {
      SocketChannel connected = SocketChannel.open(UnixDomainSocketAddress.of(agent));
      socket = connected;
      signalChannelOpenSuccess();
      opened.setOpened();
      Thread answers = new Thread(() -> carryAnswers(connected), "ssh-agent");
      answers.setDaemon(true);
      answers.start();
    } catch (IOException | UnsupportedOperationException e) {
      signalChannelOpenFailure(e);
      opened.setException(e);
    }
    return opened;
  }

  private void carryAnswers(SocketChannel connected) {
    try (InputStream answers = Channels.newInputStream(connected);
        OutputStream guest =
            new ChannelOutputStream(
                this, getRemoteWindow(), log, SshConstants.SSH_MSG_CHANNEL_DATA, true)) {
      byte[] part = new byte[PART];
      for (int count = answers.read(part); count >= 0; count = answers.read(part)) {
        guest.write(part, 0, count);
        guest.flush();
      }
    } catch (IOException e) {
      log.debug("the agent's answers end", e);
    }
    close(false);
  }

  @Override
  protected void doWriteData(byte[] data, int offset, long length) throws IOException {
    SocketChannel connected = socket;
    if (connected == null) {
      throw new IOException("the SSH agent is not connected");
    }
    ByteBuffer question = ByteBuffer.wrap(data, offset, Math.toIntExact(length));
    while (question.hasRemaining()) {
      connected.write(question);
    }
    getLocalWindow().release(length);
  }

  @Override
  protected void doWriteExtendedData(byte[] data, int offset, long length) throws IOException {
    throw new IOException("an SSH agent has no second stream");
  }

  @Override
  public void handleEof() throws IOException {
    super.handleEof();
    closeSocket();
  }

  @Override
  protected void preClose() {
    closeSocket();
    super.preClose();
  }

  private void closeSocket() {
    try {
      SocketChannel connected = socket;
      if (connected != null) {
        connected.close();
      }
    } catch (IOException e) {
      log.debug("the agent's socket", e);
    }
  }
}
