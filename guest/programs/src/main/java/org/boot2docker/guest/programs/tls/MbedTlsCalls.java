package org.boot2docker.guest.programs.tls;

import org.teavm.interop.Import;
import org.teavm.interop.c.Include;

/** The functions of {@code src/main/c/boot2docker-mbedtls.h}, exactly as it declares them. */
@Include("boot2docker-mbedtls.h")
final class MbedTlsCalls {
  private MbedTlsCalls() {}

  @Import(name = "b2d_new_key")
  static native int newKey(byte[] pem, int size);

  @Import(name = "b2d_is_key")
  static native int isKey(String pem);

  @Import(name = "b2d_issue")
  static native int issue(
      byte[] pem,
      int size,
      int kind,
      String subjectKey,
      String authorityKey,
      byte[] serial,
      int serialLength,
      String notBefore,
      String notAfter,
      byte[] names,
      int namesLength);

  @Import(name = "b2d_read")
  static native int read(String pem, byte[] facts, int size);

  @Import(name = "b2d_fits")
  static native int fits(String certificate, String key, String authority);

  @Import(name = "b2d_session")
  static native int session(int fd, String authority, String certificate, String key);

  @Import(name = "b2d_handshake")
  static native int handshake();

  @Import(name = "b2d_session_read")
  static native int sessionRead(byte[] buffer, int size);

  @Import(name = "b2d_session_write")
  static native int sessionWrite(byte[] buffer, int offset, int length);

  @Import(name = "b2d_session_end")
  static native int sessionEnd();

  @Import(name = "b2d_wait")
  static native int await(int client, int clientEvents, int docker, int dockerEvents, int timeout);

  @Import(name = "b2d_listen")
  static native int listen(int port);

  @Import(name = "b2d_accept")
  static native int accept(int listener);

  @Import(name = "b2d_drop_rights")
  static native int dropRights(String socketPath);

  @Include("unistd.h")
  @Import(name = "alarm")
  static native int alarm(int seconds);

  @Include("sys/socket.h")
  @Import(name = "shutdown")
  static native int shutdown(int fd, int how);
}
