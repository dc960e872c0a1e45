#define _GNU_SOURCE
#include "CHost.h"
#include "cores.h"
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <malloc.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int host_open(const char *path) {
  int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return -errno;
  fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK);
  return descriptor;
}

int host_create(const char *path, int flags) { return open(path, flags | O_CLOEXEC, 0644); }

int host_errno(void) { return errno; }

char **host_environment(void) { return environ; }

int host_cores(void) {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
  /* A machine with more of them than the set can name. */
  return (int)sysconf(_SC_NPROCESSORS_ONLN);
}

void host_pool_memory(void) {
  mallopt(M_TOP_PAD, 64 << 20);
  mallopt(M_TRIM_THRESHOLD, 256 << 20);
  /* As large as can be: whoever sets any of these has the threshold stay where it begins. */
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
}

double host_uptime(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
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

/* A file in memory for a child to write to, with a lock on it that goes with the last who can: where to write, or below
   0. */
static int keep(int *file, const char *name) {
  *file = memfd_create(name, MFD_CLOEXEC);
  if (*file < 0) return -1;
  /* Opened by itself: the lock is that of all who share what is opened once. */
  char path[32];
  snprintf(path, sizeof path, "/proc/self/fd/%d", *file);
  int end = open(path, O_WRONLY | O_CLOEXEC);
  if (end >= 0 && flock(end, LOCK_EX) == 0) return end;
  if (end >= 0) close(end);
  close(*file);
  *file = -1;
  return -1;
}

/* Whether there may still be who writes to such a file. */
static int is_held(int file) { return flock(file, LOCK_SH | LOCK_NB) != 0; }

static int pipe_output(host_child *child) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return -errno;
  /* What is begun ahead goes on while nobody reads. */
  fcntl(ends[0], F_SETPIPE_SZ, 1 << 20);
  child->output = ends[0];
  return ends[1];
}

static void leave_output(const host_child *child) {
  close(child->output);
  if (child->errors >= 0) close(child->errors);
}

int host_spawn(const char *program, char *const argv[], char *const environment[], const char *directory, int input,
               long room, host_child *child) {
  int end = room > 0 ? keep(&child->output, "output") : -1;
  child->is_kept = end >= 0;
  if (end < 0) end = pipe_output(child);
  if (end < 0) return end;
  int errors = child->is_kept ? keep(&child->errors, "errors") : memfd_create("errors", MFD_CLOEXEC);
  if (!child->is_kept) child->errors = errors;
  /* Who has no room left is told so by the write, and leaves no core behind. */
  if (child->is_kept) signal(SIGXFSZ, SIG_IGN);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (input >= 0) posix_spawn_file_actions_adddup2(&actions, input, 0);
  else posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, end, 1);
  if (errors >= 0) posix_spawn_file_actions_adddup2(&actions, errors, 2);
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
  int is_held = !child->is_kept && cores_hold();
  int failure = posix_spawn(&child->pid, program, &actions, &attributes, argv, environment);
  if (is_held) cores_release(failure == 0 ? child->pid : 0);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  close(end);
  if (child->is_kept && errors >= 0) close(errors);
  if (failure != 0) {
    leave_output(child);
    return -failure;
  }
  if (!child->is_kept) return 0;
  struct rlimit size = {room, room};
  if (prlimit(child->pid, RLIMIT_FSIZE, &size, NULL) == 0) {
    cores_give_other(child->pid);
    return 0;
  }
  /* Who cannot be held to its room is held by a pipe. */
  kill(child->pid, SIGKILL);
  waitpid(child->pid, NULL, 0);
  leave_output(child);
  return host_spawn(program, argv, environment, directory, input, 0, child);
}

/* Whether more was printed than was read, or nobody is there who could. */
static int has_output(const host_child *child) {
  struct stat info;
  return (fstat(child->output, &info) == 0 && info.st_size > lseek(child->output, 0, SEEK_CUR)) ||
         !is_held(child->output);
}

int host_await(const host_child *child, int milliseconds) {
  if (!child->is_kept) {
    struct pollfd output = {.fd = child->output, .events = POLLIN};
    return poll(&output, 1, milliseconds) > 0;
  }
  /* Nobody is woken by a file. This is short beside what it takes to print a block. */
  const struct timespec nap = {.tv_nsec = 250000};
  double end = host_uptime() + milliseconds / 1e3;
  while (!has_output(child)) {
    if (milliseconds >= 0 && host_uptime() >= end) return 0;
    nanosleep(&nap, NULL);
  }
  return 1;
}

int host_is_ending(const host_child *child) {
  struct stat info;
  return child->is_kept && child->errors >= 0 && fstat(child->errors, &info) == 0 && info.st_size == 0 &&
         is_held(child->errors);
}

int host_wait(host_child *child, char *errors, size_t size) {
  int status = 0;
  while (waitpid(child->pid, &status, 0) < 0)
    if (errno != EINTR) break;
  cores_take_back(child->pid);
  ssize_t got = child->errors >= 0 ? pread(child->errors, errors, size - 1, 0) : 0;
  errors[got > 0 ? got : 0] = 0;
  if (child->errors >= 0) close(child->errors);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int host_columns(int descriptor) {
  struct winsize size;
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static volatile sig_atomic_t heard;
static struct sigaction before[3];
static const int heeded[3] = {SIGINT, SIGTERM, SIGHUP};

static void hear(int signal) { heard = signal; }

void host_hold_signals(void) {
  struct sigaction action = {.sa_handler = hear};
  sigemptyset(&action.sa_mask);
  for (int n = 0; n < 3; n++) {
    sigaction(heeded[n], NULL, &before[n]);
    /* What nohup and the like have ignored stays so. */
    if (before[n].sa_handler != SIG_IGN) sigaction(heeded[n], &action, NULL);
  }
}

int host_held_signal(void) { return heard; }

void host_release_signals(void) {
  for (int n = 0; n < 3; n++) sigaction(heeded[n], &before[n], NULL);
  int signal = heard;
  heard = 0;
  if (signal) raise(signal);
}

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *place) {
  (void)info, (void)type, (void)place;
  return remove(path) == 0 || errno == ENOENT ? 0 : -1;
}

/* Folders without the right to be written to, as some tools leave them, are given it. */
static int open_folder(const char *path, const struct stat *info, int type, struct FTW *place) {
  (void)place;
  if (type == FTW_D || type == FTW_DNR) chmod(path, info->st_mode | S_IRWXU);
  return 0;
}

int host_remove(const char *path) {
  if (nftw(path, remove_entry, 32, FTW_DEPTH | FTW_PHYS | FTW_MOUNT) == 0) return 0;
  nftw(path, open_folder, 32, FTW_PHYS | FTW_MOUNT);
  return nftw(path, remove_entry, 32, FTW_DEPTH | FTW_PHYS | FTW_MOUNT) == 0 ? 0 : -errno;
}

int host_make_lock(const char *path) {
  int lock = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (lock < 0) return -errno;
  if (flock(lock, LOCK_EX | LOCK_NB) == 0) return lock;
  int failure = errno;
  close(lock);
  return -failure;
}

int host_is_unlocked(const char *path) {
  int lock = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (lock < 0) return 0;
  struct stat info;
  int is_ours = fstat(lock, &info) == 0 && info.st_uid == geteuid();
  int is_free = is_ours && flock(lock, LOCK_EX | LOCK_NB) == 0;
  close(lock);
  return is_free;
}
