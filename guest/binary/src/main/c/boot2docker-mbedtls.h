/* What the package tls calls of mbedTLS: see boot2docker-mbedtls.c. */
#ifndef BOOT2DOCKER_MBEDTLS_H
#define BOOT2DOCKER_MBEDTLS_H

/* Certificates. All texts are PEM with a zero byte behind; results below zero are mbedTLS's errors. */
int b2d_new_key(char *pem, int size);
int b2d_is_key(const char *pem);
int b2d_issue(char *pem, int size, int kind, const char *subject_key, const char *authority_key,
    const char *serial, int serial_length, const char *not_before, const char *not_after,
    const char *names, int names_length);
int b2d_read(const char *pem, char *facts, int size);
int b2d_fits(const char *certificate, const char *key, const char *authority);

/* The one TLS session of this process, on the server's side. */
int b2d_session(int fd, const char *authority_file, const char *certificate_file, const char *key_file);
int b2d_handshake(void);
int b2d_session_read(char *buffer, int size);
int b2d_session_write(const char *buffer, int offset, int length);
int b2d_session_end(void);
int b2d_wait(int first, int first_events, int second, int second_events, int timeout);

/* Instead of a number of bytes: wait until the connection can be read, or written. */
enum { B2D_WANTS_READ = -1, B2D_WANTS_WRITE = -2 };

/* The listener. Results below zero are negated errno values. */
int b2d_listen(int port);
int b2d_accept(int listener);
int b2d_drop_rights(const char *socket_path);

#endif
