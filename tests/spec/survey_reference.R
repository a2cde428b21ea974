# Reference values of the survey estimates, computed by R's survey package on its own data sets.
# Usage: Rscript survey_reference.R FOLDER: writes the data sets and reference.csv there.
suppressMessages(library(survey))
data(api); data(nhanes)
folder <- commandArgs(trailingOnly = TRUE)[1]
for (name in c("apistrat", "apiclus1", "apiclus2", "nhanes"))
  write.csv(get(name), file.path(folder, paste0(name, ".csv")), row.names = FALSE, na = "")

lines <- character(0)
keep <- function(case, estimate, quantity, value)
  lines <<- c(lines, paste(case, estimate, quantity, sprintf("%.15g", as.numeric(value)), sep = ";"))
described <- function(case, estimate, s, df, wor) {
  ci <- confint(s, df = df)
  keep(case, estimate, c("value", "se", "ci_low", "ci_high", "deff", "deff_wor"),
       c(coef(s)[1], SE(s)[1], ci[1, 1], ci[1, 2], deff(s)[1], deff(wor)[1]))
}
domain <- function(d, by, level) d[which(d$variables[[by]] == level), ]
answered <- function(d, y) d[which(!is.na(d$variables[[y]])), ]

numeric_ones <- function(case, d, y) {
  f <- as.formula(paste0("~", y)); a <- answered(d, y)
  described(case, paste("mean", y), svymean(f, a, deff = "replace"), degf(a), svymean(f, a, deff = TRUE))
  described(case, paste("total", y), svytotal(f, a, deff = "replace"), degf(a), svytotal(f, a, deff = TRUE))
}
share <- function(case, d, y, category) {
  a <- answered(d, y); a$variables$yes <- as.numeric(a$variables[[y]] == category)
  p <- svyciprop(~yes, a, method = "logit"); s <- svymean(~yes, a, deff = "replace")
  keep(case, paste("proportion", y), c("value", "se", "ci_low", "ci_high", "deff"),
       c(p, SE(s), attr(p, "ci"), deff(s)))
}
everything <- function(case, d, y, z, by, category) {
  numeric_ones(case, d, y)
  share(case, d, z, category)
  for (level in sort(unique(as.character(d$variables[[by]])))) {
    inside <- domain(d, by, level)
    numeric_ones(paste0(case, ", ", by, " ", level), inside, y)
    share(paste0(case, ", ", by, " ", level), inside, z, category)
  }
}

stratified <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat, fpc = ~fpc)
clusters <- svydesign(id = ~dnum, weights = ~pw, data = apiclus1, fpc = ~fpc)
two_stages <- svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = apiclus2)
replaced <- svydesign(id = ~dnum, weights = ~pw, data = apiclus2)
nested <- svydesign(id = ~SDMVPSU, strata = ~SDMVSTRA, weights = ~WTMEC2YR, nest = TRUE, data = nhanes)
everything("apistrat", stratified, "api00", "sch.wide", "stype", "Yes")
everything("apistrat", stratified, "enroll", "yr.rnd", "awards", "Yes")
everything("apiclus1", clusters, "api00", "sch.wide", "stype", "Yes")
everything("apiclus2", two_stages, "api00", "sch.wide", "stype", "Yes")
everything("apiclus2", two_stages, "enroll", "yr.rnd", "awards", "Yes")
everything("apiclus2 avec remise", replaced, "api00", "sch.wide", "stype", "Yes")
everything("nhanes", nested, "HI_CHOL", "HI_CHOL", "race", "1")

types <- data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018))
wide <- data.frame(sch.wide = c("No", "Yes"), Freq = c(1072, 5122))
totals <- c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, sch.wideYes = 5122)
exact <- list(maxit = 500, epsilon = 1e-11)
designs <- list(apistrat = stratified, apiclus1 = clusters, apiclus2 = two_stages)
for (name in names(designs)) {
  d <- designs[[name]]
  calibrated <- list(
    postStratify = postStratify(d, ~stype, types),
    rake = rake(d, list(~stype, ~sch.wide), list(types, wide), control = exact),
    calibrate = calibrate(d, ~stype + sch.wide, totals, calfun = "raking", epsilon = 1e-12, maxit = 500))
  if (name == "apiclus1")  # bounds that are reached, and still leave a way to meet the margins
    calibrated[["calibrate 0.6-1.6"]] <- calibrate(d, ~stype + sch.wide, totals, calfun = "raking",
      bounds = c(.6, 1.6), epsilon = 1e-12, maxit = 500)
  for (method in names(calibrated)) {
    case <- paste0(name, ", ", method)
    everything(case, calibrated[[method]], "api00", "comp.imp", "stype", "Yes")
    w <- weights(calibrated[[method]])
    keep(case, "weight", seq_along(w), w)
  }
}
writeLines(lines, file.path(folder, "reference.csv"))
