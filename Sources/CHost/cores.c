#define _GNU_SOURCE
#include "cores.h"
#include <sched.h>
#include <stdatomic.h>

/* Who was given the other core. */
static _Atomic pid_t owner;

/* Where this thread may run, while it is held. */
static _Thread_local cpu_set_t both;

/* Whether there are two cores, and on which of them we are. */
static int find_cores(cpu_set_t *own) {
  int here = sched_getcpu();
  if (here < 0 || sched_getaffinity(0, sizeof both, &both) != 0 || CPU_COUNT(&both) != 2) return 0;
  CPU_ZERO(own);
  CPU_SET((size_t)here, own);
  return 1;
}

void cores_give_other(pid_t child) {
  cpu_set_t other;
  if (!find_cores(&other)) return;
  CPU_XOR(&other, &both, &other);
  if (sched_setaffinity(child, sizeof other, &other) != 0) return;
  sched_setaffinity(child, sizeof both, &both);
  atomic_store(&owner, child);
}

void cores_take_back(pid_t child) { atomic_compare_exchange_strong(&owner, &child, 0); }

int cores_hold(void) {
  cpu_set_t own;
  return atomic_load(&owner) != 0 && find_cores(&own) && sched_setaffinity(0, sizeof own, &own) == 0;
}

void cores_release(pid_t child) {
  sched_setaffinity(0, sizeof both, &both);
  if (child > 0) sched_setaffinity(child, sizeof both, &both);
}
