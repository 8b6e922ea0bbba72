// SIGINT and SIGTERM as something that can be polled.
#pragma once

namespace labintake::pipeline {

// From now on the first SIGINT or SIGTERM makes the returned descriptor readable, for good; another one more than a
// second later ends the process at once. Returns the same descriptor on every call, -1 when the system gives none. One
// thread only.
int InterruptFd();

}  // namespace labintake::pipeline
