// The intake in a process of its own, so that a share that hangs or a slow disk keeps no worker waiting; and one over
// it, which has no database open and can start it again.
//
// Every end of the inner process is harmless (pipeline/service/inbox_taker.h).
#pragma once

#include "pipeline/service/side_process.h"
#include "pipeline/service/watch_service.h"

namespace labintake::pipeline {

// The outer process: keeps one intake running, starts it again when it ended by itself, and with the configuration as
// it is then when told to reload. Ends when told to. The result is the exit status.
int SuperviseIntake(WatchSettings settings, const WatchParts& parts, SideProcess::Line line);

}  // namespace labintake::pipeline
