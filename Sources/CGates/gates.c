#include "CGates.h"
