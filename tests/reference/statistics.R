# Values of R for src/statistics, printed with 15 significant digits. Run: Rscript tests/reference/statistics.R > tests/reference/statistics.txt
# The tests carry the values and need no R.
options(digits = 15)
show <- function(name, ...) cat(name, format(c(...), digits = 15), "\n")

cat("# Wilson: prop.test without continuity correction\n")
for (case in list(c(81, 263), c(15, 148), c(0, 20), c(1, 29), c(175, 243), c(331, 385), c(58, 243), c(50, 385), c(73, 243), c(96, 385), c(165, 243), c(289, 385), c(5000000, 10000000)))
  show(paste0("wilson ", case[1], "/", case[2]), suppressWarnings(prop.test(case[1], case[2], correct = FALSE)$conf.int))

cat("# Student: qt, two-sided\n")
for (freedom in c(1:9, 15, 29, 50, 100, 199, 200, 1000, 99999, 1e7))
  show(paste0("student 0.05 ", freedom), qt(0.975, freedom))
for (alpha in c(0.5, 0.1, 0.01, 0.001)) for (freedom in c(1, 5, 30, 500))
  show(paste0("student ", alpha, " ", freedom), qt(1 - alpha / 2, freedom))

cat("# Paired change: t.test\n")
paired <- function(name, before, after) {
  test <- t.test(after, before, paired = TRUE)
  show(paste("paired", name), mean(before), mean(after), test$estimate, test$conf.int)
}
paired("sleep (Student 1908)", sleep$extra[1:10], sleep$extra[11:20])
paired("ten", c(0, 1, 1, 2, 2, 2, 3, 3, 1, 0), c(1, 1, 2, 3, 2, 3, 3, 2, 3, 2))
paired("T4 as scores", rep(c(1, 1, 0, 0), c(20, 2, 12, 16)), rep(c(1, 0, 1, 0), c(20, 2, 12, 16)))

cat("# Newcombe's paired interval, method 10, written out from the paper on top of prop.test\n")
newcombe <- function(name, both, lost, gained, neither) {
  n <- both + lost + gained + neither
  w <- function(x) suppressWarnings(prop.test(x, n, correct = FALSE)$conf.int)
  p1 <- (both + gained) / n; p2 <- (both + lost) / n
  l1 <- w(both + gained)[1]; u1 <- w(both + gained)[2]; l2 <- w(both + lost)[1]; u2 <- w(both + lost)[2]
  cross <- both * neither - lost * gained
  if (cross > 0) cross <- max(cross - n / 2, 0)
  margins <- (both + lost) * (gained + neither) * (both + gained) * (lost + neither)
  phi <- if (margins == 0) 0 else cross / sqrt(margins)
  show(paste("newcombe", name), p1 - p2,
    p1 - p2 - sqrt((p1 - l1)^2 - 2 * phi * (p1 - l1) * (u2 - p2) + (u2 - p2)^2),
    p1 - p2 + sqrt((u1 - p1)^2 - 2 * phi * (u1 - p1) * (p2 - l2) + (p2 - l2)^2))
}
newcombe("bentur 1 1 7 12", 1, 1, 7, 12)
newcombe("cavo 59 6 16 80", 59, 6, 16, 80)
newcombe("altman 14 5 0 22", 14, 5, 0, 22)
newcombe("T4 20 2 12 16", 20, 2, 12, 16)
