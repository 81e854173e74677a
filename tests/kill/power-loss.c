/*
 * A disk that forgets, for LD_PRELOAD: whatever was not synced is lost when the power goes.
 *
 * Beside the watched folder stands its durable twin. A file's bytes get there when the program syncs it, and not before; names are renamed and removed there at
 * once. After a kill the twin is what a machine would find on its disk at the next start, in the worst case. With POWER_LOSS_LIES set, syncs are
 * not passed on to the twin: a disk that lies, by which the tests show that they would notice.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *within(const char *path) {
  const char *watched = getenv("POWER_LOSS_WATCHED");
  size_t length = watched ? strlen(watched) : 0;
  return length > 0 && strncmp(path, watched, length) == 0 && path[length] == '/' ? path + length : NULL;
}

static int twin_of(const char *path, char *twin) {
  char whole[PATH_MAX * 2];
  if (path[0] != '/') {
    char here[PATH_MAX];
    if (!getcwd(here, sizeof here)) return 0;
    snprintf(whole, sizeof whole, "%s/%s", here, path);
    path = whole;
  }
  const char *rest = within(path);
  return rest && snprintf(twin, PATH_MAX, "%s%s", getenv("POWER_LOSS_TWIN"), rest) < PATH_MAX;
}

static void make_folders(char *path) {
  for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
    *slash = 0;
    mkdir(path, 0700);
    *slash = '/';
  }
}

/* In place, and cut to length last: a kill in the middle leaves blocks old or new, as a disk would. Unchanged blocks are not written. */
static void keep(int fd) {
  static __thread char now[1 << 16], then[1 << 16];
  char link[64], path[PATH_MAX], twin[PATH_MAX];
  struct stat state;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0 || fstat(fd, &state) != 0 || !S_ISREG(state.st_mode)) return;
  path[length] = 0;
  if (getenv("POWER_LOSS_LIES") || !twin_of(path, twin)) return;
  int from = open(path, O_RDONLY | O_CLOEXEC);
  if (from < 0) return;
  make_folders(twin);
  int to = open(twin, O_RDWR | O_CREAT | O_CLOEXEC, state.st_mode & 0777);
  if (to < 0) {
    fprintf(stderr, "power-loss: %s: %s\n", twin, strerror(errno));
    abort();
  }
  flock(to, LOCK_EX);
  for (off_t at = 0;;) {
    ssize_t got = pread(from, now, sizeof now, at);
    if (got <= 0) break;
    if (pread(to, then, got, at) != got || memcmp(now, then, got) != 0)
      if (pwrite(to, now, got, at) != got) abort();
    at += got;
  }
  if (fstat(from, &state) == 0 && ftruncate(to, state.st_size) != 0) abort();
  close(to);
  close(from);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int fsync(int fd) {
  int result = REAL(fsync)(fd);
  int kept = errno;
  if (result == 0) keep(fd);
  errno = kept;
  return result;
}

int fdatasync(int fd) {
  int result = REAL(fdatasync)(fd);
  int kept = errno;
  if (result == 0) keep(fd);
  errno = kept;
  return result;
}

int rename(const char *from, const char *to) {
  char old[PATH_MAX], new[PATH_MAX];
  int result = REAL(rename)(from, to);
  int kept = errno;
  if (result == 0 && twin_of(from, old) && twin_of(to, new)) REAL(rename)(old, new);
  errno = kept;
  return result;
}

int link(const char *from, const char *to) {
  char old[PATH_MAX], new[PATH_MAX];
  int result = REAL(link)(from, to);
  int kept = errno;
  if (result == 0 && twin_of(from, old) && twin_of(to, new)) REAL(link)(old, new);
  errno = kept;
  return result;
}

int unlink(const char *path) {
  char twin[PATH_MAX];
  int result = REAL(unlink)(path);
  int kept = errno;
  if (result == 0 && twin_of(path, twin)) REAL(unlink)(twin);
  errno = kept;
  return result;
}

int mkdir(const char *path, mode_t mode) {
  char twin[PATH_MAX];
  int result = REAL(mkdir)(path, mode);
  int kept = errno;
  if (result == 0 && twin_of(path, twin)) REAL(mkdir)(twin, 0700);
  errno = kept;
  return result;
}
