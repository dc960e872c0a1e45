#pragma once
#include <stddef.h>
#include <sys/types.h>

/* Opens for reading without waiting for a writer; -errno on failure. */
int host_open(const char *path);

/* Opens for writing, with the flags of open(2), and closed in children; a new file is its owner's to write. Below 0 with
   host_errno() on failure. */
int host_create(const char *path, int flags);

/* The error of the last call of this thread that failed. Swift's own access to it comes with all of the C library. */
int host_errno(void);

/* The program's environment, ended by NULL. */
char **host_environment(void);

/* How many threads of this process can run at a time. */
int host_cores(void);

/* Has memory asked of the kernel in large pieces, and kept for what comes next. The heap of a second thread asks for every
   page by itself otherwise, while the first has to wait. */
void host_pool_memory(void);

/* Seconds of a clock that never goes back. */
double host_uptime(void);

/* A child process whose output can be read, and is closed by the caller; its errors are kept in memory. */
typedef struct {
  pid_t pid;
  int output;
  int errors;
  /* Whether its output is kept in memory as well, and comes through no pipe. */
  int is_kept;
} host_child;

/* Bytes in memory, to be read from their start by one child: a descriptor, or -errno. */
int host_input(const void *bytes, size_t count);

/* Starts a program in a folder, with a descriptor as its input, or none where that is below 0; 0 or -errno.

   Where `room` is above 0, its output is kept in memory if the system can: so many bytes, behind which it cannot write
   once it is held to them, right after its start. Git closes a file before it ends, and a pipe with its end, when it has
   given all its memory back. */
int host_spawn(const char *program, char *const argv[], char *const environment[], const char *directory, int input,
               long room, host_child *child);

/* Waits so long for output that was not read, or for its end, and below 0 as long as that takes: whether it came. */
int host_await(const host_child *child, int milliseconds);

/* Whether a child of which all output was read has closed that by itself, and told of no error: whom a signal ends, that
   closes all at once. */
int host_is_ending(const host_child *child);

/* Waits for the end: the exit status, or 128 + the signal. Copies the first bytes of its errors, ended by a NUL. */
int host_wait(host_child *child, char *errors, size_t size);

/* Columns of the terminal behind a descriptor, or 0. */
int host_columns(int descriptor);

/* A program that leads a process group of its own, and all that descends from it. */
typedef struct {
  pid_t leader;
  int output;
  int errors;
  /* Who ends them all as soon as the pipe behind `life` is closed; it tells through `news` how the leader ended. */
  pid_t keeper;
  int life;
  int news;
  int status;
} host_group;

/* Starts a program, each of its outputs in a pipe, with no input and no signal blocked or ignored; 0 or -errno. */
int host_start(const char *program, char *const argv[], char *const environment[], const char *directory,
               host_group *group);

/* Waits so long for one of the outputs, or for the leader's end: how many bytes came, 0 where none did, and which of
   the two it was. */
long host_hear(host_group *group, char *buffer, size_t size, int milliseconds, int *is_error);

/* Whether the leader has ended. */
int host_has_ended(host_group *group);

void host_signal_group(const host_group *group, int signal);

/* Kills what is left of the group, and all that descends from it in whatever other group or session: the leader's exit
   status, or 128 + the signal. */
int host_finish(host_group *group);

/* From now on SIGINT, SIGTERM and SIGHUP are kept in mind and end nothing by themselves. */
void host_hold_signals(void);

/* The last of them that came, or 0. */
int host_held_signal(void);

/* Lets signals do again what they did; one that came does it now. */
void host_release_signals(void);

/* Removes a folder with all that is in it; links are removed and not followed. 0 or -errno. */
int host_remove(const char *path);

/* Creates a file that nobody else has and locks it: a descriptor, or -errno. */
int host_make_lock(const char *path);

/* Whether a file is our own, and nobody holds its lock. */
int host_is_unlocked(const char *path);
