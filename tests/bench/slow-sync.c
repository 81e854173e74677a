/* A slow disk, for LD_PRELOAD: each sync takes SLOW_SYNC_MS longer. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

static void linger(void) {
  const char *ms = getenv("SLOW_SYNC_MS");
  if (ms) usleep(1000 * atoi(ms));
}

int fsync(int fd) {
  linger();
  return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(fd);
}

int fdatasync(int fd) {
  linger();
  return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd);
}
