// From a configuration file to what the service works with: every file that it names is read and checked.
#pragma once

#include <functional>
#include <string>

#include "model/error.h"
#include "pipeline/service/watch_service.h"

namespace labintake::pipeline {

enum class FolderUse {
  kMake,  // folders of links are made; an inbox and a database must be named
  kLook,  // nothing is made, and what the file leaves to the command line is not missed
};

// `file`: the configuration, "" for the defaults; `change`: what the command line puts in its place. The password of
// encrypted files is that of the configuration's file, else of LABINTAKE_PASSWORD. Error kConfiguration, one sentence
// that names the file, the key or the folder.
Result<WatchSettings> LoadWatchSettings(const std::string& file, const std::function<void(WatchConfig&)>& change,
                                        FolderUse use);

}  // namespace labintake::pipeline
