#define _GNU_SOURCE
#include "CHost.h"
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* A program is started by a keeper: a copy of ourselves that does nothing but wait. All that descends from the program
   and loses its parent becomes the keeper's child, whatever group or session it is in; so the keeper finds and ends it,
   when it is told to or when we are no more. What the keeper has to say: */
struct start {
  int failure;
  pid_t leader;
};

static int start_group(const char *program, char *const argv[], char *const environment[], const char *directory,
                       int output, int errors, pid_t *pid) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output, 1);
  posix_spawn_file_actions_adddup2(&actions, errors, 2);
  posix_spawn_file_actions_addchdir_np(&actions, directory);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  int failure = posix_spawn(pid, program, &actions, &attributes, argv, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return failure;
}

/* The parent of a process, or 0. */
static pid_t parent_of(const char *pid) {
  char path[64], text[512];
  snprintf(path, sizeof path, "/proc/%.16s/stat", pid);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  ssize_t got = read(file, text, sizeof text - 1);
  close(file);
  if (got <= 0) return 0;
  text[got] = 0;
  /* "PID (NAME) STATE PARENT ...", where the name may hold anything, brackets too, and the state is one letter. */
  const char *rest = strrchr(text, ')');
  return rest && strlen(rest) > 4 ? (pid_t)atoi(rest + 4) : 0;
}

static void kill_children(void) {
  DIR *folder = opendir("/proc");
  if (!folder) return;
  const pid_t own = getpid();
  for (struct dirent *entry; (entry = readdir(folder));)
    if (isdigit((unsigned char)entry->d_name[0]) && parent_of(entry->d_name) == own)
      kill((pid_t)atoi(entry->d_name), SIGKILL);
  closedir(folder);
}

/* Who dies leaves its children to the keeper, so that it looks until there are none; for a few seconds at most, as some
   never stop to have more. */
static void end_all(pid_t leader) {
  /* Until the leader is waited for nobody else can be given the number of the group. */
  kill(-leader, SIGKILL);
  const struct timespec pause = {0, 1000000};
  for (int round = 0; round < 3000; round++) {
    pid_t ended;
    while ((ended = waitpid(-1, NULL, WNOHANG)) > 0) continue;
    if (ended < 0) return;
    if (round > 0) kill_children();
    nanosleep(&pause, NULL);
  }
}

/* Closes what the keeper does not need: who reads from us would wait for it too. */
static void close_all_but(const int *kept, int count) {
  unsigned from = 3;
  for (;;) {
    unsigned next = UINT_MAX;
    for (int n = 0; n < count; n++)
      if ((unsigned)kept[n] >= from && (unsigned)kept[n] < next) next = (unsigned)kept[n];
    if (next > from) close_range(from, next == UINT_MAX ? UINT_MAX : next - 1, 0);
    if (next == UINT_MAX) return;
    from = next + 1;
  }
}

static int status_of(pid_t leader, int flags) {
  siginfo_t info;
  info.si_pid = 0;
  while (waitid(P_PID, (id_t)leader, &info, WEXITED | WNOWAIT | flags) != 0)
    if (errno != EINTR) return 128 + SIGKILL;
  if (info.si_pid == 0) return -1;
  return info.si_code == CLD_EXITED ? info.si_status : 128 + info.si_status;
}

/* Waits for the leader and tells of its end, then waits until we let go of our side. */
static void keep(pid_t leader, int life, int news, int children) {
  int is_told = 0;
  for (;;) {
    struct pollfd ends[2] = {{life, POLLIN, 0}, {is_told ? -1 : children, POLLIN, 0}};
    if (poll(ends, 2, -1) < 0 && errno != EINTR) return;
    if (ends[0].revents) return;
    struct signalfd_siginfo ignored;
    if (ends[1].revents) (void)!read(children, &ignored, sizeof ignored);
    int status = is_told ? -1 : status_of(leader, WNOHANG);
    if (status < 0) continue;
    is_told = 1;
    (void)!write(news, &status, sizeof status);
  }
}

int host_start(const char *program, char *const argv[], char *const environment[], const char *directory,
               host_group *group) {
  int ends[4][2], made = 0;
  while (made < 4 && pipe2(ends[made], O_CLOEXEC) == 0) made++;
  if (made < 4) {
    int failure = errno;
    while (made-- > 0) close(ends[made][0]), close(ends[made][1]);
    return -failure;
  }
  const int *output = ends[0], *errors = ends[1], *life = ends[2], *news = ends[3];
  group->keeper = fork();
  if (group->keeper == 0) {
    const int kept[] = {output[1], errors[1], life[0], news[1]};
    close_all_but(kept, 4);
    sigset_t all, child;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    signal(SIGCHLD, SIG_DFL);
    int children = signalfd(-1, &child, SFD_CLOEXEC);
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    struct start start = {0, 0};
    start.failure = start_group(program, argv, environment, directory, output[1], errors[1], &start.leader);
    close(output[1]), close(errors[1]);
    (void)!write(news[1], &start, sizeof start);
    if (start.failure == 0) {
      keep(start.leader, life[0], news[1], children);
      end_all(start.leader);
    }
    _exit(0);
  }
  int failure = group->keeper < 0 ? errno : 0;
  close(output[1]), close(errors[1]), close(life[0]), close(news[1]);
  group->output = output[0];
  group->errors = errors[0];
  group->life = life[1];
  group->news = news[0];
  group->status = -1;
  struct start start = {ECHILD, 0};
  if (failure == 0) {
    while (read(news[0], &start, sizeof start) < 0 && errno == EINTR) continue;
    failure = start.failure;
  }
  group->leader = start.leader;
  if (failure != 0) host_finish(group);
  return -failure;
}

long host_hear(host_group *group, char *buffer, size_t size, int milliseconds, int *is_error) {
  int *const descriptors[2] = {&group->output, &group->errors};
  /* The end of the program is heard of as well, so that nobody waits for it. */
  struct pollfd ends[3] = {
      {group->output, POLLIN, 0}, {group->errors, POLLIN, 0}, {group->status < 0 ? group->news : -1, POLLIN, 0}};
  if (poll(ends, 3, milliseconds) <= 0) return 0;
  for (int n = 0; n < 2; n++) {
    if (!ends[n].revents) continue;
    ssize_t got = read(ends[n].fd, buffer, size);
    *is_error = n;
    if (got > 0) return got;
    if (got < 0 && errno == EINTR) continue;
    close(ends[n].fd);
    *descriptors[n] = -1;
  }
  return 0;
}

int host_has_ended(host_group *group) {
  struct pollfd news = {group->news, POLLIN, 0};
  if (group->status >= 0) return 1;
  if (poll(&news, 1, 0) <= 0) return 0;
  /* A keeper without a word was ended by somebody. */
  if (read(group->news, &group->status, sizeof group->status) != sizeof group->status) group->status = 128 + SIGKILL;
  return 1;
}

void host_signal_group(const host_group *group, int signal) { kill(-group->leader, signal); }

int host_finish(host_group *group) {
  int *const ends[4] = {&group->output, &group->errors, &group->life, &group->news};
  int status = group->status;
  close(group->life);
  group->life = -1;
  if (group->keeper > 0)
    while (waitpid(group->keeper, NULL, 0) < 0)
      if (errno != EINTR) break;
  for (int n = 0; n < 4; n++) {
    if (*ends[n] >= 0) close(*ends[n]);
    *ends[n] = -1;
  }
  return status < 0 ? 128 + SIGKILL : status;
}
