/*
 * Debian compiles mbedTLS for glibc, whose headers turn some calls into checked ones (_FORTIFY_SOURCE). Musl has only the
 * unchecked ones; with glibc this file is empty.
 */
#include <features.h>

#ifndef __GLIBC__

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void check(size_t length, size_t room)
{
    if (length > room) {
        abort();
    }
}

void *__memcpy_chk(void *to, const void *from, size_t length, size_t room)
{
    check(length, room);
    return memcpy(to, from, length);
}

void *__memset_chk(void *to, int value, size_t length, size_t room)
{
    check(length, room);
    return memset(to, value, length);
}

void *__memmove_chk(void *to, const void *from, size_t length, size_t room)
{
    check(length, room);
    return memmove(to, from, length);
}

void __explicit_bzero_chk(void *bytes, size_t length, size_t room)
{
    check(length, room);
    explicit_bzero(bytes, length);
}

int __vsnprintf_chk(char *to, size_t length, int flag, size_t room, const char *format, va_list arguments)
{
    (void) flag;
    check(length, room);
    return vsnprintf(to, length, format, arguments);
}

int __snprintf_chk(char *to, size_t length, int flag, size_t room, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int result = __vsnprintf_chk(to, length, flag, room, format, arguments);
    va_end(arguments);
    return result;
}

/* Only mbedTLS's self-tests print, which nothing calls. */
int __printf_chk(int flag, const char *format, ...)
{
    (void) flag;
    (void) format;
    return 0;
}

#endif
