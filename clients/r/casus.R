# Casus from R: one file, and the package jsonlite.
#
#   source("casus.R")
#   casus$brief("RUS", "EST", on = "2024-02-10")          # a data frame: who would come
#   casus$is_bound("USA", "EST")                          # a data frame of clauses
#   casus$obligations("RUS", "EST", on = "2024-02-10")
#   casus$burden(year = 2024)
#
# Each function runs the command `casus`; set the environment variable CASUS to its
# path where it is not on the PATH. What the input gets wrong stops with the
# command's own message. casus$ask() gives the whole answer as a list.

casus <- new.env()

casus$ask <- function(question, ..., options = list()) {
  args <- c(strsplit(question, " ")[[1]], vapply(list(...), as.character, ""))
  for (name in names(options)) {
    for (value in options[[name]]) {
      flag <- paste0("--", gsub("_", "-", name))
      args <- c(args, if (isTRUE(value)) flag else if (isFALSE(value)) NULL else paste0(flag, "=", value))
    }
  }
  errors <- tempfile()
  on.exit(unlink(errors))
  out <- suppressWarnings(system2(Sys.getenv("CASUS", "casus"), shQuote(c(args, "--format=json")), stdout = TRUE, stderr = errors))
  status <- attr(out, "status")
  if (!is.null(status) && status != 0) stop(paste(readLines(errors), collapse = "\n"), call. = FALSE)
  jsonlite::fromJSON(paste(out, collapse = "\n"))
}

casus$brief <- function(attacker, target, ...) casus$ask("brief", attacker, target, options = list(...))$response
casus$obligations <- function(attacker, target, ...) casus$ask("obligations", attacker, target, options = list(...))$obligations
casus$is_bound <- function(state, target, ...) casus$ask("is-bound", state, target, options = list(...))$clauses
casus$check <- function(claim, ...) casus$ask("check", claim, options = list(...))$claims
casus$commitments <- function(state, ...) casus$ask("commitments", state, options = list(...))$commitments
casus$burden <- function(..., year = NULL, since = NULL) {
  options <- Filter(Negate(is.null), list(year = year, since = since))
  casus$ask("burden", ..., options = options)$rows
}
casus$statements <- function(...) casus$ask("statements list", options = list(...))$statements
