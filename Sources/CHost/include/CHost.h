#pragma once
#include <stddef.h>
#include <sys/types.h>

/* Opens for reading without waiting for a writer; -errno on failure. */
int host_open(const char *path);

/* A child process whose output can be read, and is closed by the caller; its errors are kept in memory. */
typedef struct {
  pid_t pid;
  int output;
  int errors;
} host_child;

/* Bytes in memory, to be read from their start by one child: a descriptor, or -errno. */
int host_input(const void *bytes, size_t count);

/* Starts a program in a folder, with a descriptor as its input, or none where that is below 0; 0 or -errno. */
int host_spawn(const char *program, char *const argv[], char *const environment[], const char *directory, int input,
               host_child *child);

/* Waits for the end: the exit status, or 128 + the signal. Copies the first bytes of its errors, ended by a NUL. */
int host_wait(host_child *child, char *errors, size_t size);

/* Columns of the terminal behind a descriptor, or 0. */
int host_columns(int descriptor);
