#pragma once
#include <sys/types.h>

/* Of two cores one may stay idle for milliseconds while who was begun and who has begun it take turns on the other: the
   kernel puts the one where the other stood, and looks again later. So the child that works long is given the core where
   we are not, and as long as it works, whom else we begin is begun where we are. All may run on both again at once.
   Where there are more cores, the kernel finds an idle one by itself; what it refuses is left as it is. */

/* Gives a child that was begun the other core. */
void cores_give_other(pid_t child);

/* The child has ended. */
void cores_take_back(pid_t child);

/* Before another is begun: whether we are held to where we are until `cores_release`. */
int cores_hold(void);

/* Behind it: the child, or below 1 where there is none, may run where we may. */
void cores_release(pid_t child);
