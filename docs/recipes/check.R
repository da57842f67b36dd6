# Reads exports as a user of R would, and checks types, labels, days and known cells.
suppressPackageStartupMessages(library(haven))
args <- commandArgs(TRUE)
d <- as.data.frame(read_dta(file.path(args[1], "codes.dta")))
c <- data.table::fread(file.path(args[1], "codes.csv"), data.table = FALSE)
stopifnot(
  nrow(d) == nrow(c), identical(names(d), names(c)), inherits(d$from, "Date"),
  attr(d$ccode, "label") == "Correlates of War state number",
  all(d$code == c$code), all(as.character(d$from) == as.character(c$from)), all(is.na(d$ccode) == is.na(c$ccode)),
  all(d$name == c$name))
row <- function(s, k) d[d$system == s & d$code == k, ]
known <- list(
  list("polity", 364, 365), list("polity", 529, 530), list("polity", 818, 816), list("polity", 347, 345), list("polity", 341, 347),
  list("polity", 348, 341), list("polity", 769, 770), list("polity", 525, 626), list("polity", 626, 625), list("polity", 324, 325))
for (k in known) stopifnot(all(row(k[[1]], k[[2]])$ccode == k[[3]]))
stopifnot(
  as.character(row("polity", 364)$from) == "1922-12-30", as.character(row("polity", 364)$until) == "1991-12-31",
  row("cow", 679)$gwcode == 678, row("cow", 947)$gwcode == 973, row("cow", 955)$gwcode == 972, row("cow", 946)$gwcode == 970,
  all(na.omit(row("gw", 970)$ccode) == 946), all(na.omit(row("gw", 973)$ccode) == 947), is.na(row("gw", 396)$ccode), is.na(tail(row("cow", 255)$until, 1)))
cat("R", as.character(getRversion()), "haven", as.character(packageVersion("haven")), "ok\n")
