// SIGINT, SIGTERM and SIGHUP as something that can be polled.
#pragma once

namespace labintake::pipeline {

// From now on the first SIGINT or SIGTERM makes the returned descriptor readable, for good; another one more than a
// second later ends the process at once. Returns the same descriptor on every call, -1 when the system gives none. One
// thread only.
int InterruptFd();

// From now on a SIGHUP makes the returned eventfd readable, until it is read, and no longer ends the process. Returns
// the same descriptor on every call, -1 when the system gives none. One thread only.
int HangUpFd();

}  // namespace labintake::pipeline
