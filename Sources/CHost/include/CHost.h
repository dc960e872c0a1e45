#pragma once
#include <stddef.h>
#include <sys/types.h>

/* Opens for reading without waiting for a writer; -errno on failure. */
int host_open(const char *path);

/* A child process whose output can be read; its errors are kept in memory. */
typedef struct {
  pid_t pid;
  int output;
  int errors;
} host_child;

/* Starts argv[0] by PATH in a folder, with no input; 0 or -errno. */
int host_spawn(char *const argv[], char *const environment[], const char *directory, host_child *child);

/* Waits for the end: the exit status, or 128 + the signal. Copies the first bytes of its errors, ended by a NUL. */
int host_wait(host_child *child, char *errors, size_t size);

/* Columns of the terminal behind a descriptor, or 0. */
int host_columns(int descriptor);
