# Run by the release checks: Rscript clients/r/example.R
source("clients/r/casus.R")
a <- casus$is_bound("USA", "EST", on = "2024-02-10")
stopifnot(a$verdict[1] == "bound", a$article[1] == "5")
b <- casus$burden("EST", year = 2024)
stopifnot(b$share_of_gdp_pct > 3)
e <- try(casus$is_bound("USA", "Estnia"), silent = TRUE)
stopifnot(inherits(e, "try-error"), grepl("Estonia", e))
cat("R client: ok\n")
