/*
 * The few calls of mbedTLS that make certificates and serve TLS, for mbedTLS 2.28 and 3: what differs between the two,
 * the sizes of their structures above all, only C can tell. All decisions are Java's.
 */
#include "boot2docker-mbedtls.h"

#include <errno.h>
#include <grp.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <mbedtls/asn1write.h>
#include <mbedtls/bignum.h>
#include <mbedtls/ecp.h>
#include <mbedtls/md.h>
#include <mbedtls/oid.h>
#include <mbedtls/pem.h>
#include <mbedtls/pk.h>
#include <mbedtls/ssl.h>
#include <mbedtls/version.h>
#include <mbedtls/x509_crt.h>

#define IS_MBEDTLS_3 (MBEDTLS_VERSION_NUMBER >= 0x03000000)
#define MOST_DER 16384
#define MOST_NAME 256
#define IDENTIFIER_BYTES 20
#define CRITICAL 1
#define FAILED (-1)

#define OID(name) name, MBEDTLS_OID_SIZE(name)

/* Stops a function at the first error. */
#define TRY(call) if ((result = (call)) < 0) goto end

/* All random numbers are the kernel's; on a first boot this waits until they are good. */
static int numbers(void *unused, unsigned char *buffer, size_t length)
{
    (void) unused;
    while (length > 0) {
        ssize_t got = getrandom(buffer, length, 0);
        if (got > 0) {
            buffer += got;
            length -= got;
        } else if (errno != EINTR) {
            return MBEDTLS_ERR_PK_BAD_INPUT_DATA;
        }
    }
    return 0;
}

static int parse_key(mbedtls_pk_context *key, const char *pem)
{
    const unsigned char *bytes = (const unsigned char *) pem;
#if IS_MBEDTLS_3
    return mbedtls_pk_parse_key(key, bytes, strlen(pem) + 1, NULL, 0, numbers, NULL);
#else
    return mbedtls_pk_parse_key(key, bytes, strlen(pem) + 1, NULL, 0);
#endif
}

static int check_pair(const mbedtls_pk_context *public, const mbedtls_pk_context *private)
{
#if IS_MBEDTLS_3
    return mbedtls_pk_check_pair(public, private, numbers, NULL);
#else
    return mbedtls_pk_check_pair(public, private);
#endif
}

static int is_p256(const mbedtls_pk_context *key)
{
    return mbedtls_pk_can_do(key, MBEDTLS_PK_ECDSA) && mbedtls_pk_get_bitlen(key) == 256;
}

/* PKCS #8 (RFC 5208), which more programs read than what mbedTLS writes by itself. */
static int write_key(const mbedtls_pk_context *key, char *pem, int size)
{
    unsigned char der[512];
    unsigned char *at = der + sizeof der;
    int result;
    int length = mbedtls_pk_write_key_der((mbedtls_pk_context *) key, der, sizeof der);
    if (length < 0) {
        return length;
    }
    at -= length;
    unsigned char parameters[16];
    unsigned char *parameter = parameters + sizeof parameters;
    int parameter_length = mbedtls_asn1_write_oid(&parameter, parameters, OID(MBEDTLS_OID_EC_GRP_SECP256R1));
    size_t written;

    TRY(mbedtls_asn1_write_len(&at, der, length));
    length += result;
    TRY(mbedtls_asn1_write_tag(&at, der, MBEDTLS_ASN1_OCTET_STRING));
    length += result;
    /* The algorithm's identifier: the kind of key and the curve. */
    int start = length;
    TRY(mbedtls_asn1_write_raw_buffer(&at, der, parameter, parameter_length));
    length += result;
    TRY(mbedtls_asn1_write_oid(&at, der, OID(MBEDTLS_OID_EC_ALG_UNRESTRICTED)));
    length += result;
    TRY(mbedtls_asn1_write_len(&at, der, length - start));
    length += result;
    TRY(mbedtls_asn1_write_tag(&at, der, MBEDTLS_ASN1_CONSTRUCTED | MBEDTLS_ASN1_SEQUENCE));
    length += result;
    TRY(mbedtls_asn1_write_int(&at, der, 0));
    length += result;
    TRY(mbedtls_asn1_write_len(&at, der, length));
    length += result;
    TRY(mbedtls_asn1_write_tag(&at, der, MBEDTLS_ASN1_CONSTRUCTED | MBEDTLS_ASN1_SEQUENCE));
    length += result;
    result = mbedtls_pem_write_buffer("-----BEGIN PRIVATE KEY-----\n", "-----END PRIVATE KEY-----\n", at, length,
        (unsigned char *) pem, size, &written);
end:
    explicit_bzero(der, sizeof der);
    return result;
}

/* Makes a key of ECDSA on P-256. */
int b2d_new_key(char *pem, int size)
{
    int result;
    mbedtls_pk_context key;
    mbedtls_pk_init(&key);
    TRY(mbedtls_pk_setup(&key, mbedtls_pk_info_from_type(MBEDTLS_PK_ECKEY)));
    TRY(mbedtls_ecp_gen_key(MBEDTLS_ECP_DP_SECP256R1, mbedtls_pk_ec(key), numbers, NULL));
    TRY(write_key(&key, pem, size));
end:
    mbedtls_pk_free(&key);
    return result;
}

/* 0 when this is a private key of P-256 and its public half fits. */
int b2d_is_key(const char *pem)
{
    int result;
    mbedtls_pk_context key;
    mbedtls_pk_init(&key);
    TRY(parse_key(&key, pem));
    result = is_p256(&key) ? check_pair(&key, &key) : FAILED;
end:
    mbedtls_pk_free(&key);
    return result;
}

/* What certificates call a key by: the first method of RFC 7093. */
static int identify(mbedtls_pk_context *key, unsigned char identifier[IDENTIFIER_BYTES])
{
    unsigned char buffer[256];
    unsigned char *at = buffer + sizeof buffer;
    unsigned char hash[32];
    int result = mbedtls_pk_write_pubkey(&at, buffer, key);
    if (result > 0) {
        result = mbedtls_md(mbedtls_md_info_from_type(MBEDTLS_MD_SHA256), at, result, hash);
        memcpy(identifier, hash, IDENTIFIER_BYTES);
    }
    return result;
}

static int add_identifiers(mbedtls_x509write_cert *out, mbedtls_pk_context *subject, mbedtls_pk_context *authority)
{
    int result;
    /* An OCTET STRING for the subject; for the authority a SEQUENCE with the context's value 0. */
    unsigned char own[2 + IDENTIFIER_BYTES] = { MBEDTLS_ASN1_OCTET_STRING, IDENTIFIER_BYTES };
    unsigned char issuer[4 + IDENTIFIER_BYTES] = { 0x30, 2 + IDENTIFIER_BYTES, 0x80, IDENTIFIER_BYTES };
    TRY(identify(subject, own + 2));
    TRY(mbedtls_x509write_crt_set_extension(out, OID(MBEDTLS_OID_SUBJECT_KEY_IDENTIFIER), 0, own, sizeof own));
    if (subject != authority) {
        TRY(identify(authority, issuer + 4));
        TRY(mbedtls_x509write_crt_set_extension(
            out, OID(MBEDTLS_OID_AUTHORITY_KEY_IDENTIFIER), 0, issuer, sizeof issuer));
    }
end:
    return result;
}

/* Names as Java gives them: a byte for the kind (2 for a DNS name, 7 for an address), one for the length, the name. */
static int add_names(mbedtls_x509write_cert *out, const unsigned char *names, int names_length)
{
    unsigned char der[MOST_DER];
    unsigned char *at = der + sizeof der;
    int result = 0;
    /* DER is written from its end, names from the first. */
    int length = 0;
    const unsigned char *starts[MOST_NAME];
    int count = 0;
    for (int i = 0; i + 1 < names_length && count < MOST_NAME; i += 2 + names[i + 1]) {
        starts[count++] = names + i;
    }
    while (count-- > 0) {
        const unsigned char *name = starts[count];
        TRY(mbedtls_asn1_write_raw_buffer(&at, der, name + 2, name[1]));
        length += result;
        TRY(mbedtls_asn1_write_len(&at, der, name[1]));
        length += result;
        TRY(mbedtls_asn1_write_tag(&at, der, MBEDTLS_ASN1_CONTEXT_SPECIFIC | name[0]));
        length += result;
    }
    TRY(mbedtls_asn1_write_len(&at, der, length));
    length += result;
    TRY(mbedtls_asn1_write_tag(&at, der, MBEDTLS_ASN1_CONSTRUCTED | MBEDTLS_ASN1_SEQUENCE));
    length += result;
    result = mbedtls_x509write_crt_set_extension(out, OID(MBEDTLS_OID_SUBJECT_ALT_NAME), 0, at, length);
end:
    return result;
}

static int add_purpose(mbedtls_x509write_cert *out, int kind)
{
    static const unsigned char authority[] = { 0x30, 6, 1, 1, 0xff, 2, 1, 0 };
    static const unsigned char leaf[] = { 0x30, 0 };
    unsigned char purpose[] = { 0x30, 10, 6, 8, 0x2b, 6, 1, 5, 5, 7, 3, kind };
    int result;
    if (kind == 0) {
        TRY(mbedtls_x509write_crt_set_extension(
            out, OID(MBEDTLS_OID_BASIC_CONSTRAINTS), CRITICAL, authority, sizeof authority));
        TRY(mbedtls_x509write_crt_set_key_usage(out, MBEDTLS_X509_KU_KEY_CERT_SIGN | MBEDTLS_X509_KU_CRL_SIGN));
    } else {
        TRY(mbedtls_x509write_crt_set_extension(out, OID(MBEDTLS_OID_BASIC_CONSTRAINTS), CRITICAL, leaf, sizeof leaf));
        TRY(mbedtls_x509write_crt_set_key_usage(out, MBEDTLS_X509_KU_DIGITAL_SIGNATURE));
        TRY(mbedtls_x509write_crt_set_extension(out, OID(MBEDTLS_OID_EXTENDED_KEY_USAGE), 0, purpose, sizeof purpose));
    }
end:
    return result;
}

static int set_serial(mbedtls_x509write_cert *out, const char *serial, int length)
{
#if MBEDTLS_VERSION_NUMBER >= 0x03040000
    return mbedtls_x509write_crt_set_serial_raw(out, (unsigned char *) serial, length);
#else
    mbedtls_mpi number;
    mbedtls_mpi_init(&number);
    int result = mbedtls_mpi_read_binary(&number, (const unsigned char *) serial, length);
    if (result == 0) {
        result = mbedtls_x509write_crt_set_serial(out, &number);
    }
    mbedtls_mpi_free(&number);
    return result;
#endif
}

/* An authority's name has part of its key in it, so that two differ. */
static int authority_name(mbedtls_pk_context *key, char name[MOST_NAME])
{
    unsigned char id[IDENTIFIER_BYTES];
    int result = identify(key, id);
    snprintf(name, MOST_NAME, "O=boot2docker,CN=boot2docker CA %02x%02x%02x%02x", id[0], id[1], id[2], id[3]);
    return result;
}

/* Writes a certificate, of an authority (kind 0), a server (1) or a client (2); times are YYYYMMDDHHMMSS. */
int b2d_issue(char *pem, int size, int kind, const char *subject_key, const char *authority_key, const char *serial,
    int serial_length, const char *not_before, const char *not_after, const char *names, int names_length)
{
    static const char *const leaves[] = { "", "O=boot2docker,CN=boot2docker server", "O=boot2docker,CN=boot2docker client" };
    int result;
    char issuer[MOST_NAME];
    mbedtls_pk_context subject;
    mbedtls_pk_context authority;
    mbedtls_x509write_cert out;
    mbedtls_pk_init(&subject);
    mbedtls_pk_init(&authority);
    mbedtls_x509write_crt_init(&out);
    TRY(parse_key(&subject, subject_key));
    TRY(parse_key(&authority, authority_key));
    TRY(authority_name(&authority, issuer));
    mbedtls_x509write_crt_set_version(&out, MBEDTLS_X509_CRT_VERSION_3);
    mbedtls_x509write_crt_set_md_alg(&out, MBEDTLS_MD_SHA256);
    mbedtls_x509write_crt_set_subject_key(&out, &subject);
    mbedtls_x509write_crt_set_issuer_key(&out, &authority);
    TRY(mbedtls_x509write_crt_set_issuer_name(&out, issuer));
    TRY(mbedtls_x509write_crt_set_subject_name(&out, kind == 0 ? issuer : leaves[kind]));
    TRY(set_serial(&out, serial, serial_length));
    TRY(mbedtls_x509write_crt_set_validity(&out, not_before, not_after));
    TRY(add_identifiers(&out, &subject, kind == 0 ? &subject : &authority));
    TRY(add_purpose(&out, kind));
    if (names_length > 0) {
        TRY(add_names(&out, (const unsigned char *) names, names_length));
    }
    TRY(mbedtls_x509write_crt_pem(&out, (unsigned char *) pem, size, numbers, NULL));
end:
    mbedtls_x509write_crt_free(&out);
    mbedtls_pk_free(&authority);
    mbedtls_pk_free(&subject);
    return result;
}

static int parse_certificate(mbedtls_x509_crt *certificate, const char *pem)
{
    int result = mbedtls_x509_crt_parse(certificate, (const unsigned char *) pem, strlen(pem) + 1);
    /* Above zero: some of several certificates could not be read. */
    return result > 0 ? FAILED : result;
}

/* The last second as YYYYMMDDHHMMSS, then the names in the form of add_names; the result is the length. */
int b2d_read(const char *pem, char *facts, int size)
{
    int result;
    mbedtls_x509_crt certificate;
    mbedtls_x509_crt_init(&certificate);
    TRY(parse_certificate(&certificate, pem));
    const mbedtls_x509_time *end_time = &certificate.valid_to;
    int length = snprintf(facts, size, "%04d%02d%02d%02d%02d%02d", end_time->year, end_time->mon, end_time->day,
        end_time->hour, end_time->min, end_time->sec);
    for (const mbedtls_x509_sequence *name = &certificate.subject_alt_names; name != NULL; name = name->next) {
        if (name->buf.p != NULL && name->buf.len < 256 && length + 2 + (int) name->buf.len <= size) {
            facts[length++] = name->buf.tag & MBEDTLS_ASN1_TAG_VALUE_MASK;
            facts[length++] = name->buf.len;
            memcpy(facts + length, name->buf.p, name->buf.len);
            length += name->buf.len;
        }
    }
    result = length;
end:
    mbedtls_x509_crt_free(&certificate);
    return result;
}

/* 0 when a certificate is this key's and the authority has signed it, whatever the time is. */
int b2d_fits(const char *certificate_pem, const char *key_pem, const char *authority_pem)
{
    int result;
    uint32_t faults = 0;
    mbedtls_x509_crt certificate;
    mbedtls_x509_crt authority;
    mbedtls_pk_context key;
    mbedtls_x509_crt_init(&certificate);
    mbedtls_x509_crt_init(&authority);
    mbedtls_pk_init(&key);
    TRY(parse_certificate(&certificate, certificate_pem));
    TRY(parse_certificate(&authority, authority_pem));
    TRY(parse_key(&key, key_pem));
    TRY(check_pair(&certificate.pk, &key));
    result = mbedtls_x509_crt_verify(&certificate, &authority, NULL, NULL, &faults, NULL, NULL);
    if (result == MBEDTLS_ERR_X509_CERT_VERIFY_FAILED
        && (faults & ~(MBEDTLS_X509_BADCERT_EXPIRED | MBEDTLS_X509_BADCERT_FUTURE)) == 0) {
        result = 0;
    }
end:
    mbedtls_pk_free(&key);
    mbedtls_x509_crt_free(&authority);
    mbedtls_x509_crt_free(&certificate);
    return result;
}

static struct {
    int fd;
    mbedtls_ssl_context ssl;
    mbedtls_ssl_config config;
    mbedtls_x509_crt authority;
    mbedtls_x509_crt certificate;
    mbedtls_pk_context key;
} session;

static int receive(void *unused, unsigned char *buffer, size_t length)
{
    (void) unused;
    ssize_t got = recv(session.fd, buffer, length, MSG_DONTWAIT);
    if (got >= 0) {
        return got;
    }
    /* A connection that broke is no end: nobody waits for the rest of the answer. */
    return errno == EAGAIN || errno == EINTR ? MBEDTLS_ERR_SSL_WANT_READ : MBEDTLS_ERR_SSL_INTERNAL_ERROR;
}

static int transmit(void *unused, const unsigned char *buffer, size_t length)
{
    (void) unused;
    ssize_t sent = send(session.fd, buffer, length, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent >= 0) {
        return sent;
    }
    return errno == EAGAIN || errno == EINTR ? MBEDTLS_ERR_SSL_WANT_WRITE : MBEDTLS_ERR_SSL_INTERNAL_ERROR;
}

static int parse_key_file(mbedtls_pk_context *key, const char *path)
{
#if IS_MBEDTLS_3
    return mbedtls_pk_parse_keyfile(key, path, NULL, numbers, NULL);
#else
    return mbedtls_pk_parse_keyfile(key, path, NULL);
#endif
}

/* One version and three suites, whichever mbedTLS this is: all of them are what Docker's clients speak. */
static void choose_protocol(mbedtls_ssl_config *config)
{
    static const int suites[] = { MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, MBEDTLS_TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, 0 };
#if MBEDTLS_VERSION_NUMBER >= 0x03020000
    mbedtls_ssl_conf_min_tls_version(config, MBEDTLS_SSL_VERSION_TLS1_2);
    mbedtls_ssl_conf_max_tls_version(config, MBEDTLS_SSL_VERSION_TLS1_2);
#else
    mbedtls_ssl_conf_min_version(config, MBEDTLS_SSL_MAJOR_VERSION_3, MBEDTLS_SSL_MINOR_VERSION_3);
    mbedtls_ssl_conf_max_version(config, MBEDTLS_SSL_MAJOR_VERSION_3, MBEDTLS_SSL_MINOR_VERSION_3);
#endif
    mbedtls_ssl_conf_ciphersuites(config, suites);
}

/* Prepares the session of a connection, with the files as they are now. */
int b2d_session(int fd, const char *authority_file, const char *certificate_file, const char *key_file)
{
    int result;
    int on = 1;
    int idle = 15;
    session.fd = fd;
    signal(SIGPIPE, SIG_IGN);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    /* A client that is gone without a word is noticed. */
    setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle, sizeof idle);
    setsockopt(fd, IPPROTO_TCP, TCP_KEEPINTVL, &idle, sizeof idle);
    mbedtls_ssl_init(&session.ssl);
    mbedtls_ssl_config_init(&session.config);
    mbedtls_x509_crt_init(&session.authority);
    mbedtls_x509_crt_init(&session.certificate);
    mbedtls_pk_init(&session.key);
    TRY(mbedtls_x509_crt_parse_file(&session.authority, authority_file));
    TRY(mbedtls_x509_crt_parse_file(&session.certificate, certificate_file));
    TRY(parse_key_file(&session.key, key_file));
    TRY(mbedtls_ssl_config_defaults(
        &session.config, MBEDTLS_SSL_IS_SERVER, MBEDTLS_SSL_TRANSPORT_STREAM, MBEDTLS_SSL_PRESET_DEFAULT));
    choose_protocol(&session.config);
    mbedtls_ssl_conf_rng(&session.config, numbers, NULL);
    mbedtls_ssl_conf_authmode(&session.config, MBEDTLS_SSL_VERIFY_REQUIRED);
    mbedtls_ssl_conf_ca_chain(&session.config, &session.authority, NULL);
    TRY(mbedtls_ssl_conf_own_cert(&session.config, &session.certificate, &session.key));
    TRY(mbedtls_ssl_setup(&session.ssl, &session.config));
    mbedtls_ssl_set_bio(&session.ssl, NULL, transmit, receive, NULL);
end:
    return result;
}

/* What a call gives in Java's terms: BLOCKED until the socket can be read or written, ENDED, or mbedTLS's error. */
static int translate(int result)
{
    switch (result) {
    case MBEDTLS_ERR_SSL_WANT_READ:
        return B2D_WANTS_READ;
    case MBEDTLS_ERR_SSL_WANT_WRITE:
        return B2D_WANTS_WRITE;
    case MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY:
    case MBEDTLS_ERR_SSL_CONN_EOF:
        return 0;
    default:
        return result;
    }
}

/* 0 when the client has shown a certificate of the authority's. */
int b2d_handshake(void)
{
    int result = mbedtls_ssl_handshake(&session.ssl);
    return result == MBEDTLS_ERR_SSL_CONN_EOF ? result : translate(result);
}

/* The number of bytes read; 0 at the end of what the client sends. */
int b2d_session_read(char *buffer, int size)
{
    return translate(mbedtls_ssl_read(&session.ssl, (unsigned char *) buffer, size));
}

/* The number of bytes written; after B2D_WANTS_WRITE the same bytes have to be given again. */
int b2d_session_write(const char *buffer, int offset, int length)
{
    int result = mbedtls_ssl_write(&session.ssl, (const unsigned char *) buffer + offset, length);
    return result == MBEDTLS_ERR_SSL_CONN_EOF ? result : translate(result);
}

/* Tells the client that nothing more comes; what it sends can still be read. */
int b2d_session_end(void)
{
    return translate(mbedtls_ssl_close_notify(&session.ssl));
}

/* A socket that listens on a port by both kinds of addresses, or by IPv4 where the kernel has only that. */
int b2d_listen(int port)
{
    int on = 1;
    int off = 0;
    struct sockaddr_in6 any6 = { .sin6_family = AF_INET6, .sin6_port = htons(port) };
    struct sockaddr_in any4 = { .sin_family = AF_INET, .sin_port = htons(port) };
    int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int is6 = fd >= 0;
    if (!is6) {
        fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    }
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (is6) {
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    }
    const struct sockaddr *address = is6 ? (struct sockaddr *) &any6 : (struct sockaddr *) &any4;
    if (bind(fd, address, is6 ? sizeof any6 : sizeof any4) < 0 || listen(fd, SOMAXCONN) < 0) {
        int error = -errno;
        close(fd);
        return error;
    }
    return fd;
}

/* The next connection. */
int b2d_accept(int listener)
{
    int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    return fd < 0 ? -errno : fd;
}

/*
 * Waits for events of two sockets, as poll(2) has them; one with events below zero is left out. The result is the second
 * one's events, or below zero when the time is over or the first one's connection is gone.
 */
int b2d_wait(int first, int first_events, int second, int second_events, int timeout)
{
    struct pollfd sockets[] = { { .fd = first_events < 0 ? -1 : first, .events = first_events },
        { .fd = second_events < 0 ? -1 : second, .events = second_events } };
    int count = poll(sockets, 2, timeout);
    if (count == 0 || (count > 0 && first_events == 0 && (sockets[0].revents & (POLLHUP | POLLERR)))) {
        return -1;
    }
    return count < 0 || second_events < 0 ? 0 : sockets[1].revents;
}

/* Leaves this process no more than the right to use a socket file by its group, for good. */
int b2d_drop_rights(const char *socket_path)
{
    enum { NOBODY = 65534 };
    struct stat status;
    if (geteuid() != 0) {
        return 0;
    }
    if (stat(socket_path, &status) < 0 || setgroups(0, NULL) < 0 || setgid(status.st_gid) < 0 || setuid(NOBODY) < 0
        || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) {
        return -errno;
    }
    return 0;
}
