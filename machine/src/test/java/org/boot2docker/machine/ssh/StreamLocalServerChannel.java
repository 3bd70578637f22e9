package org.boot2docker.machine.ssh;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.channel.ChannelOutputStream;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.AbstractServerChannel;

/** The server's side of {@link StreamLocalChannel}, which sshd-core has not. */
final class StreamLocalServerChannel extends AbstractServerChannel {
  private static final Duration CONFIRMED = Duration.ofMillis(200);

  private SocketChannel target = SocketChannel.open();

  private StreamLocalServerChannel() throws IOException {
    super("", List.of(), null);
  }

  /** Makes one for each request. */
  static final class Factory implements ChannelFactory {
    @Override
    public String getName() {
      return "direct-streamlocal@openssh.com";
    }

    @Override
    public Channel createChannel(Session session) throws IOException {
      return new StreamLocalServerChannel();
    }
  }

  @Override
  protected OpenFuture doInit(Buffer buffer) {
    OpenFuture future = new DefaultOpenFuture(this, futureLock);
    try {
      target = SocketChannel.open(UnixDomainSocketAddress.of(Path.of(buffer.getString())));
      Thread thread = new Thread(this::readTarget, "streamlocal-server");
      thread.setDaemon(true);
      thread.start();
      signalChannelOpenSuccess();
      future.setOpened();
    } catch (IOException e) {
      future.setException(
          new SshChannelOpenException(
              getChannelId(), SshConstants.SSH_OPEN_CONNECT_FAILED, "Connection refused", e));
      close(true);
    }
    return future;
  }

  private void readTarget() {
    // sshd-core confirms the channel after doInit; data before that would be lost.
    LockSupport.parkNanos(CONFIRMED.toNanos());
    try (ChannelOutputStream out =
        new ChannelOutputStream(
            this, getRemoteWindow(), log, SshConstants.SSH_MSG_CHANNEL_DATA, true)) {
      ByteBuffer buffer = ByteBuffer.allocate(8192);
      while (target.read(buffer) >= 0) {
        out.write(buffer.array(), 0, buffer.position());
        out.flush();
        buffer.clear();
      }
    } catch (IOException e) {
      close(true);
      return;
    }
    endWhenBothSidesDid();
  }

  @Override
  protected void doWriteData(byte[] data, int offset, long length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(data, offset, (int) length);
    while (buffer.hasRemaining()) {
      target.write(buffer);
    }
    getLocalWindow().release(length);
  }

  @Override
  protected void doWriteExtendedData(byte[] data, int offset, long length) {
    throw new UnsupportedOperationException("this channel has no standard error");
  }

  @Override
  public void handleEof() throws IOException {
    super.handleEof();
    target.shutdownOutput();
    endWhenBothSidesDid();
  }

  private void endWhenBothSidesDid() {
    if (isEofSignalled() && isEofSent()) {
      close(false);
    }
  }
}
