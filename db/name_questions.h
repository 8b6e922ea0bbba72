// Questions about names: a name that is in no catalogue goes to people once, not once a row.
//
// A name is asked about where the machine accepted a row as printed although nobody knows what the name means. One
// question stands for all rows on which a laboratory prints the name, apart by specimen, in documents of all clients;
// it shows one of them. Run inside the caller's transaction. May throw SQLite::Exception.
#pragma once

#include <map>
#include <string>

#include "db/document_writer.h"
#include "db/sqlite_connection.h"
#include "model/report.h"

namespace labintake::db {

// A printed name in its place, as people are asked about it.
struct PrintedName {
  std::string lab;       // of the report, as printed
  std::string name;      // as printed
  std::string specimen;  // that panel or header state; "" for none
};
PrintedName PrintedNameOf(const Observation& row, const ReportHeader& header);

// The id of the question about this name; it says nothing about the name.
std::string NameQuestionId(const PrintedName& name);

// The question that the row belongs to; "" for rows whose name is not in question.
std::string OpenNameOf(const Observation& row, const ReportHeader& header);

// Asks about the names of the document's new run that are not asked about yet and that no alias in force knows. Open
// questions whose example is no longer current get another; those without rows are withdrawn.
void UpdateNameQuestions(SQLite::Database& database, std::int64_t document_id, const WrittenRun& run,
                         const std::string& now);

// A name that a person has given an analyte.
struct DecidedName {
  std::string analyte, by, at;
};
// By the id of the question.
std::map<std::string, DecidedName> DecidedNames(SQLite::Database& database);

}  // namespace labintake::db
