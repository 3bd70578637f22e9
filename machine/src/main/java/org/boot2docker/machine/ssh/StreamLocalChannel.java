package org.boot2docker.machine.ssh;

import java.io.IOException;
import org.apache.sshd.client.channel.AsyncCapableClientChannel;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.channel.LocalWindow;
import org.apache.sshd.common.util.buffer.Buffer;

/**
 * A stream to a Unix socket on the other side.
 *
 * <p>OpenSSH's extension {@code direct-streamlocal@openssh.com}, section 2.4 of its PROTOCOL file.
 */
public final class StreamLocalChannel extends AsyncCapableClientChannel {
  private static final String TYPE = "direct-streamlocal@openssh.com";

  private final String remotePath;

  StreamLocalChannel(String remotePath) {
    super(TYPE, false);
    this.remotePath = remotePath;
  }

  @Override
  public synchronized OpenFuture open() throws IOException {
    if (closeFuture.isClosed()) {
      throw new SshException("the SSH session is closed");
    }
    openFuture = new DefaultOpenFuture(remotePath, futureLock);
    LocalWindow window = getLocalWindow();
    Buffer buffer =
        getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_OPEN, TYPE.length() + 64);
    buffer.putString(TYPE);
    buffer.putUInt(getChannelId());
    buffer.putUInt(window.getSize());
    buffer.putUInt(window.getPacketSize());
    buffer.putString(remotePath);
    buffer.putString("");
    buffer.putUInt(0);
    writePacket(buffer);
    return openFuture;
  }

  /** Ends the stream to read from, which sshd-core by itself does only when all is closed. */
  @Override
  public void handleEof() throws IOException {
    super.handleEof();
    getOut().close();
  }
}
