/*
 * Tries what programs do with files, for FolderTable: runs in the guest and on the host.
 * Ends with 0 for yes, 1 for no and 2 where the question can't be asked.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int unknown(const char *what) {
  perror(what);
  return 2;
}

static int open_file(const char *path) { return open(path, O_RDWR | O_CREAT, 0666); }

/* Whether a lock was had: 1, 0 where somebody else has it, -1 for an error. */
static int lock(const char *kind, int file) {
  if (strcmp(kind, "flock") == 0) {
    if (flock(file, LOCK_EX | LOCK_NB) == 0)
      return 1;
  } else {
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(file, F_SETLK, &whole) == 0)
      return 1;
  }
  return errno == EWOULDBLOCK || errno == EACCES ? 0 : -1;
}

static int address(struct sockaddr_un *to, const char *path) {
  memset(to, 0, sizeof *to);
  to->sun_family = AF_UNIX;
  snprintf(to->sun_path, sizeof to->sun_path, "%s", path);
  return socket(AF_UNIX, SOCK_STREAM, 0);
}

/* Has a lock or a socket for a minute, and says so. */
static int hold(const char *kind, const char *path) {
  struct sockaddr_un to;
  if (strcmp(kind, "socket") == 0) {
    int server = address(&to, path);
    if (bind(server, (struct sockaddr *)&to, sizeof to) != 0 || listen(server, 5) != 0)
      return unknown(path);
  } else if (lock(kind, open_file(path)) != 1) {
    return unknown(path);
  }
  printf("%d\n", getpid());
  fflush(stdout);
  sleep(60);
  return 0;
}

/* Whether one notices that another has it. */
static int notice(const char *kind, const char *path) {
  struct sockaddr_un to;
  if (strcmp(kind, "socket") == 0) {
    int client = address(&to, path);
    return connect(client, (struct sockaddr *)&to, sizeof to) == 0 ? 0 : 1;
  }
  int had = lock(kind, open_file(path));
  return had < 0 ? unknown(path) : had;
}

/* Writes by a mapping. */
static int map(const char *path, const char *text) {
  int file = open_file(path);
  size_t length = strlen(text);
  if (file < 0 || ftruncate(file, (off_t)length) != 0)
    return unknown(path);
  char *memory = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (memory == MAP_FAILED)
    return 1;
  memcpy(memory, text, length);
  return msync(memory, length, MS_SYNC) == 0 ? 0 : 1;
}

/* Changes the length of a file that has no name any more. */
static int truncate_deleted(const char *path) {
  int file = open_file(path);
  if (file < 0 || unlink(path) != 0)
    return unknown(path);
  return ftruncate(file, 100) == 0 ? 0 : 1;
}

int main(int count, char **arguments) {
  const char *what = count > 1 ? arguments[1] : "";
  if (count == 4 && strcmp(what, "hold") == 0)
    return hold(arguments[2], arguments[3]);
  if (count == 4 && strcmp(what, "notice") == 0)
    return notice(arguments[2], arguments[3]);
  if (count == 4 && strcmp(what, "map") == 0)
    return map(arguments[2], arguments[3]);
  if (count == 3 && strcmp(what, "truncate-deleted") == 0)
    return truncate_deleted(arguments[2]);
  fprintf(stderr, "folder-probe: hold|notice KIND PATH, map PATH TEXT, truncate-deleted PATH\n");
  return 2;
}
