package org.boot2docker.guest.programs.tls;

/** The client's side: the TLS session of this process. */
final class TlsEnd implements End {
  @Override
  public int read(byte[] buffer) {
    return MbedTlsCalls.sessionRead(buffer, buffer.length);
  }

  @Override
  public int write(byte[] bytes, int offset, int length) {
    return MbedTlsCalls.sessionWrite(bytes, offset, length);
  }

  @Override
  public int finish() {
    return MbedTlsCalls.sessionEnd();
  }
}
