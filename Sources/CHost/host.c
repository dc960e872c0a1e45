#define _GNU_SOURCE
#include "CHost.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int host_open(const char *path) {
  int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return -errno;
  fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK);
  return descriptor;
}

int host_input(const void *bytes, size_t count) {
  int descriptor = memfd_create("input", MFD_CLOEXEC);
  if (descriptor < 0) return -errno;
  for (size_t at = 0; at < count;) {
    ssize_t put = write(descriptor, (const char *)bytes + at, count - at);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) {
      int failure = put < 0 ? errno : ENOSPC;
      close(descriptor);
      return -failure;
    }
    at += put;
  }
  lseek(descriptor, 0, SEEK_SET);
  return descriptor;
}

int host_spawn(const char *program, char *const argv[], char *const environment[], const char *directory, int input,
               host_child *child) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -errno;
  child->output = ends[0];
  child->errors = memfd_create("errors", MFD_CLOEXEC);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (input >= 0) posix_spawn_file_actions_adddup2(&actions, input, 0);
  else posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  if (child->errors >= 0) posix_spawn_file_actions_adddup2(&actions, child->errors, 2);
  posix_spawn_file_actions_addchdir_np(&actions, directory);
  /* Threads of a pool block signals; a child that inherited that could not be ended. */
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t signals;
  sigemptyset(&signals);
  posix_spawnattr_setsigmask(&attributes, &signals);
  sigaddset(&signals, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &signals);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  int failure = posix_spawn(&child->pid, program, &actions, &attributes, argv, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  if (failure == 0) return 0;
  close(child->output);
  if (child->errors >= 0) close(child->errors);
  return -failure;
}

int host_wait(host_child *child, char *errors, size_t size) {
  int status = 0;
  while (waitpid(child->pid, &status, 0) < 0)
    if (errno != EINTR) break;
  ssize_t got = child->errors >= 0 ? pread(child->errors, errors, size - 1, 0) : 0;
  errors[got > 0 ? got : 0] = 0;
  if (child->errors >= 0) close(child->errors);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int host_columns(int descriptor) {
  struct winsize size;
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}
