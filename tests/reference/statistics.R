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

# From here on 17 significant digits: a name, the arguments, then what R makes of them.
out <- function(name, ...) cat(name, sprintf("%.17g", c(...)), "\n")

cat("# Beta: pbeta as logarithms of both tails (x, a, b, lower, upper); qbeta (p, a, b, x, 1 - x)\n")
for (case in list(c(0.5, 0.5, 0.5), c(0.25, 1, 3), c(0.125, 2, 40), c(0.75, 30, 12.5), c(0.5, 1151, 1250), c(0.25, 1e5, 3e5), c(0.2490234375, 1e5, 3e5), c(0.5, 5e6, 5002000), c(0.9990234375, 4, 0.5), c(0.999999523162841796875, 5e6, 0.5), c(2^-30, 20, 1.8e6), c(0.875, 4e5, 5e4)))
  out("beta-tails", case, pbeta(case[1], case[2], case[3], log.p = TRUE), pbeta(case[1], case[2], case[3], lower.tail = FALSE, log.p = TRUE))
for (case in list(c(0.025, 1, 1), c(0.025, 12, 3), c(0.975, 13, 2), c(1e-10, 7, 2), c(0.5, 0.5, 0.5), c(0.025, 1250, 1151), c(0.025, 5e6, 5e6), c(0.05, 5e6, 0.5), c(0.025, 1, 1e7), c(1e-100, 300, 2)))
  out("beta-quantile", case, qbeta(case[1], case[2], case[3]), qbeta(case[1], case[3], case[2], lower.tail = FALSE))

cat("# Normal: both tails beyond z; lower tail; quantile\n")
for (z in c(0, 0.1, 0.5, 1, 1.959963984540054, 3, 6, 10, 20, 37)) out("normal-two-sided", z, 2 * pnorm(-z))
for (z in c(-37, -8, -2.5, -0.25, 0, 0.25, 2.5, 8)) out("normal-lower", z, pnorm(z))
for (p in c(1e-300, 1e-20, 1e-6, 0.001, 0.025, 0.2, 0.4999, 0.5, 0.8, 0.975, 0.999)) out("normal-quantile", p, qnorm(p))

cat("# Chi-square: upper tail (x, freedom, p)\n")
for (case in list(c(3.841458820694124, 1), c(5.785714285714286, 1), c(0.001, 1), c(100, 1), c(1000, 1), c(10, 4), c(1, 7.5), c(250, 200), c(100000, 99000)))
  out("chi-square", case, pchisq(case[1], case[2], lower.tail = FALSE))

cat("# Student: both tails beyond t (t, freedom, p)\n")
for (case in list(c(0.5, 1), c(12.7, 1), c(1e6, 1), c(2, 2.5), c(4.304, 11), c(-1.8608, 17.776), c(20.24452201043717, 236), c(1.96, 1e4), c(6, 1e7), c(30, 1e7), c(0.001, 500)))
  out("student-two-sided", case, 2 * pt(-abs(case[1]), case[2]))

cat("# Binomial: logarithms of mass and lower tail (k, n, p, mass, lower)\n")
for (case in list(c(0, 2, 0.5), c(2, 14, 0.5), c(7, 14, 0.5), c(13, 14, 0.5), c(40, 300, 0.5), c(1150, 2400, 0.5), c(3, 50, 0.01), c(30, 50, 0.75), c(499000, 1e6, 0.5), c(4995000, 1e7, 0.5), c(4999999, 1e7, 0.5), c(5001000, 1e7, 0.5), c(1000, 1e7, 0.5), c(0, 1e7, 0.5), c(120, 1e7, 1e-5)))
  out("binomial", case, dbinom(case[1], case[2], case[3], log = TRUE), pbinom(case[1], case[2], case[3], log.p = TRUE))

cat("# Noncentral t: P(T <= t) by integrating over the chi variable (t, freedom, delta, p); pt's own series has 12 digits and ends at delta 37.62\n")
chi <- function(s, freedom) 2 * freedom * s * dchisq(freedom * s^2, freedom)
noncentral <- function(t, freedom, delta) {
  width <- 12 / sqrt(2 * freedom)
  cuts <- sort(unique(c(seq(max(0, 1 - width), 1 + width, length.out = 41), if (t != 0) pmin(pmax((delta + -12:12) / t, max(0, 1 - width)), 1 + width))))
  sum(sapply(seq_len(length(cuts) - 1), function(i) integrate(function(s) pnorm(t * s - delta) * chi(s, freedom), cuts[i], cuts[i + 1], rel.tol = 1e-13, abs.tol = 0, stop.on.error = FALSE)$value))
}
for (case in list(c(4.304, 11, 2), c(0, 5, 1), c(-2, 3, 0.5), c(30, 10, 25), c(3, 1, 2), c(35, 1000, 36), c(300, 1e5, 301), c(1, 1e6, 2)))
  out("noncentral", case, noncentral(case[1], case[2], case[3]))
cat("# Interval of d_z from it: d, n, lower, upper\n")
effect_interval <- function(d, n) {
  t <- d * sqrt(n)
  se <- sqrt(1 + d^2 / 2)
  root <- function(p) uniroot(function(delta) noncentral(t, n - 1, delta) - p, c(t - 8 * se - 3, t + 8 * se + 3), tol = 1e-13)$root / sqrt(n)
  c(root(0.975), root(0.025))
}
for (case in list(c(1.2425, 12), c(0.2, 10), c(-0.5, 25), c(0, 100), c(0.3, 400), c(2, 50), c(0.1, 1e4), c(0.25, 1e6)))
  out("effect-interval", case, effect_interval(case[1], case[2]))
cat("# Hedges's J: freedom, J\n")
for (m in c(2, 3, 11, 29.5, 99, 300)) out("hedges", m, exp(lgamma(m / 2) - lgamma((m - 1) / 2)) / sqrt(m / 2))

cat("# McNemar (gained, lost): exact p, mid-p, chi-square and p, corrected and p, odds ratio's exact interval\n")
mcnemar <- function(gained, lost) {
  n <- gained + lost; k <- min(gained, lost)
  exact <- binom.test(gained, n)
  mid <- if (gained == lost) 1 - dbinom(k, n, 0.5) / 2 else 2 * pbinom(k, n, 0.5) - dbinom(k, n, 0.5)
  table <- matrix(c(20, gained, lost, 16), 2)
  plain <- mcnemar.test(table, correct = FALSE); yates <- mcnemar.test(table)
  ends <- exact$conf.int / (1 - exact$conf.int)
  c(if (k == gained || k == lost) min(1, 2 * pbinom(k, n, 0.5)), mid, plain$statistic, plain$p.value, yates$statistic, yates$p.value, qbeta(0.025, gained, lost + 1) / qbeta(0.975, lost + 1, gained), if (lost == 0) -1 else qbeta(0.975, gained + 1, lost) / qbeta(0.025, lost, gained + 1))
}
for (case in list(c(12, 2), c(2, 12), c(7, 1), c(16, 6), c(5, 5), c(9, 0), c(1250, 1150), c(300, 40), c(60000, 59000), c(5003000, 4997000)))
  out("mcnemar", case, mcnemar(case[1], case[2]))

cat("# Paired scores as effects: d_z, g_z, d_av, its interval, g_av, t, p\n")
effects <- function(name, before, after) {
  n <- length(before); change <- after - before
  j <- function(m) exp(lgamma(m / 2) - lgamma((m - 1) / 2)) / sqrt(m / 2)
  v1 <- var(before); v2 <- var(after); shared <- cov(before, after)
  dz <- mean(change) / sd(change); dav <- mean(change) / sqrt((v1 + v2) / 2)
  half <- qnorm(0.975) * sqrt(dav^2 * (v1^2 + v2^2 + 2 * shared^2) / (8 * (n - 1) * ((v1 + v2) / 2)^2) + 2 * var(change) / ((n - 1) * (v1 + v2)))
  test <- t.test(after, before, paired = TRUE)
  out(name, dz, j(n - 1) * dz, dav, dav - half, dav + half, j((n - 1) * (v1 + v2)^2 / (v1^2 + v2^2 + 2 * shared^2)) * dav, test$statistic, test$p.value)
}
effects("effects-sleep", sleep$extra[1:10], sleep$extra[11:20])
effects("effects-ten", c(0, 1, 1, 2, 2, 2, 3, 3, 1, 0), c(1, 1, 2, 3, 2, 3, 3, 2, 3, 2))
effects("effects-T4", rep(c(1, 1, 0, 0), c(20, 2, 12, 16)), rep(c(1, 0, 1, 0), c(20, 2, 12, 16)))

cat("# Wilcoxon's signed ranks, Pratt's zeros: all 2^k signs counted out (sum that rose, p), then normal with correction (sum, z, p)\n")
pratt <- function(differences) {
  ranks <- rank(abs(differences)); kept <- differences != 0
  list(ranks = ranks[kept], rose = sum(ranks[differences > 0]))
}
exact <- function(name, differences) {
  found <- pratt(differences); k <- length(found$ranks); middle <- sum(found$ranks) / 2
  sums <- 0
  for (rank in found$ranks) sums <- c(sums, sums + rank)
  out(name, found$rose, mean(abs(sums - middle) >= abs(found$rose - middle) - 1e-9))
}
exact("wilcoxon-ties", rep(c(-2, -1, 1, 2, 3), c(1, 2, 5, 4, 2)))
exact("wilcoxon-zeros", rep(c(-2, -1, 0, 1, 2, 3), c(1, 3, 4, 6, 4, 2)))
exact("wilcoxon-even", rep(c(-1, 0, 1), c(4, 3, 4)))
exact("wilcoxon-one", 3)
exact("wilcoxon-all-up", rep(1, 12))
out("wilcoxon-untied", 15, min(1, 2 * psignrank(15, 20)))
out("wilcoxon-untied", 1400, 2 * psignrank(1400, 100))
normal <- function(name, differences) {
  found <- pratt(differences); gap <- found$rose - sum(found$ranks) / 2
  z <- sign(gap) * max(0, abs(gap) - 0.5) / sqrt(sum(found$ranks^2) / 4)
  out(name, found$rose, z, 2 * pnorm(-abs(z)))
}
normal("wilcoxon-normal-zeros", rep(c(-2, -1, 0, 1, 2, 3), c(10, 30, 40, 60, 40, 20)))
without <- wilcox.test(rep(c(-2, -1, 1, 2, 3), c(10, 40, 60, 40, 20)), exact = FALSE)
out("wilcoxon-normal-ties", without$statistic, without$p.value)

cat("# Newcombe's interval of two separate shares, from prop.test (hits, n, hits, n, difference, lower, upper, pooled z, p)\n")
for (case in list(c(175, 243, 331, 385), c(58, 243, 50, 385), c(73, 243, 96, 385), c(165, 243, 289, 385), c(48, 80, 56, 70), c(0, 29, 5, 56), c(4999000, 1e7, 5001000, 1e7))) {
  one <- suppressWarnings(prop.test(case[1], case[2], correct = FALSE)$conf.int); other <- suppressWarnings(prop.test(case[3], case[4], correct = FALSE)$conf.int)
  p1 <- case[1] / case[2]; p2 <- case[3] / case[4]
  test <- suppressWarnings(prop.test(case[c(3, 1)], case[c(4, 2)], correct = FALSE))
  out("two-shares", case, p2 - p1, p2 - p1 - sqrt((p2 - other[1])^2 + (one[2] - p1)^2), p2 - p1 + sqrt((other[2] - p2)^2 + (p1 - one[1])^2), sign(p2 - p1) * sqrt(test$statistic), test$p.value)
}

cat("# Welch: t.test (difference, lower, upper, t, freedom, p)\n")
unequal <- function(name, from, to) {
  test <- t.test(to, from)
  out(name, mean(to) - mean(from), test$conf.int, test$statistic, test$parameter, test$p.value)
}
unequal("welch-sleep", sleep$extra[1:10], sleep$extra[11:20])
unequal("welch-scores", rep(0:6, c(3, 9, 20, 31, 22, 10, 5)), rep(0:6, c(1, 2, 6, 15, 30, 28, 18)))
unequal("welch-two", c(1, 2), c(4, 4, 7))
unequal("welch-flat", rep(2, 5), c(3, 3, 4, 5))

cat("# Holm: p.adjust\n")
out("holm", p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm"))
out("holm", p.adjust(c(0.5, 0.001, 0.02, 0.02, 0.9, 0.04, 0.3), "holm"))

cat("# Poisson rates (events, exposure, events, exposure): ratio and interval of poisson.test, twice the smaller tail\n")
for (case in list(c(15, 19017, 41, 28010), c(21, 3011, 11, 800), c(3, 10, 9, 10), c(0, 5, 4, 5), c(6, 2, 0, 3), c(1e6, 3.5, 1002500, 3.5))) {
  test <- poisson.test(case[c(3, 1)], case[c(4, 2)])
  even <- case[4] / (case[2] + case[4]); n <- case[1] + case[3]
  ends <- ifelse(is.finite(test$conf.int), test$conf.int, -1)
  out("rates", case, ifelse(is.finite(test$estimate), test$estimate, -1), ends, min(1, 2 * min(pbinom(case[3], n, even), pbinom(case[3] - 1, n, even, lower.tail = FALSE))))
}
cat("# Clopper-Pearson: binom.test\n")
for (case in list(c(0, 20), c(1, 29), c(15, 148), c(81, 263), c(20, 20), c(5000000, 1e7), c(1, 1e7)))
  out("clopper-pearson", case, binom.test(case[1], case[2])$conf.int)

cat("# A scale of six items and 400 people: right by item, people by score, alpha, each item's correlation with the rest\n")
set.seed(2026)
able <- rnorm(400)
rows <- sapply(c(-1.5, -0.8, -0.2, 0.3, 0.9, 2), function(hard) as.integer(runif(400) < plogis(1.3 * (able - hard))))
score <- rowSums(rows)
out("scale-right", colSums(rows))
out("scale-scores", tabulate(score + 1, 7))
out("scale-alpha", 6 / 5 * (1 - sum(apply(rows, 2, var)) / var(score)))
for (item in 1:6) {
  out("scale-item-right", tabulate(score[rows[, item] == 1] + 1, 7))
  out("scale-item-rest", cor(rows[, item], score - rows[, item]))
}

cat("# Smallest detectable change (pairs, discordance, level, power): Connor's formula solved by uniroot; pairs for a change by the formula\n")
connor <- function(change, discordance, level, power) ((qnorm(1 - level / 2) * sqrt(discordance) + qnorm(power) * sqrt(discordance - change^2)) / change)^2
for (case in list(c(25, 0.3, 0.05, 0.8), c(100, 0.2, 0.05, 0.8), c(400, 0.5, 0.05, 0.9), c(1e7, 0.4, 0.01, 0.95)))
  out("detectable", case, uniroot(function(change) log(connor(change, case[2], case[3], case[4]) / case[1]), c(1e-6, case[2]), tol = 1e-15)$root)
for (case in list(c(0.1, 0.2, 0.05, 0.8), c(0.05, 0.4, 0.05, 0.9), c(0.2, 0.2, 0.05, 0.8), c(0.001, 0.3, 0.01, 0.8))) out("pairs-share", case, ceiling(connor(case[1], case[2], case[3], case[4])))

cat("# Gamma quantiles (p, a): qgamma of both sides\n")
for (case in list(c(0.025, 1), c(0.025, 7), c(0.975, 13), c(0.5, 0.5), c(1e-10, 40), c(0.025, 1e6), c(0.001, 0.3)))
  out("gamma-quantile", case, qgamma(case[1], case[2]), qgamma(case[1], case[2], lower.tail = FALSE))

cat("# One Poisson rate (events, exposure): interval of poisson.test\n")
for (case in list(c(0, 5), c(1, 2.5), c(7, 10), c(41, 28010), c(488, 31), c(1e6, 3.5)))
  out("rate", case, poisson.test(case[1], case[2])$conf.int)

cat("# Shrunken rates (Marshall 1991), written out; posterior quantiles by qgamma. Overall, between, then each place's rate, low, high, own\n")
marshall <- function(name, events, exposure) {
  m <- sum(events) / sum(exposure)
  between <- max(0, sum(exposure * (events / exposure - m)^2) / sum(exposure) - m / mean(exposure))
  own <- between / (between + m / exposure)
  a <- events + m^2 / between; b <- exposure + m / between
  out(name, m, between)
  for (i in seq_along(events)) out(paste0(name, "-place"), m + own[i] * (events[i] / exposure[i] - m), qgamma(0.025, a[i], b[i]), qgamma(0.975, a[i], b[i]), own[i])
}
marshall("shrunken", c(2, 0, 31, 5, 12, 1, 9, 3), c(40, 6, 120, 22, 35, 9, 18, 15))
marshall("shrunken-few", c(1, 60), c(10, 100))

cat("# Ratio of rate ratios (group before, after, comparison before, after: events, then exposures): both tails summed over all that can be, limits by uniroot (fisher.test's own agree to its four digits)\n")
for (case in list(c(12, 25, 30, 33, 10, 10, 20, 20), c(3, 9, 40, 41, 12, 14, 55, 50), c(0, 4, 5, 6, 8, 8, 9, 9), c(5, 0, 6, 4, 8, 8, 9, 9), c(150, 260, 480, 505, 31, 33, 90, 88.5))) {
  even <- (case[6] / case[5]) * case[7] / case[8]
  x <- case[2]; m <- case[1] + case[2]; n <- case[3] + case[4]; k <- case[2] + case[4]
  support <- max(0, k - n):min(k, m)
  tails <- function(odds) { w <- dhyper(support, m, n, k, log = TRUE) + support * log(odds); w <- exp(w - max(w)); w <- w / sum(w); c(sum(w[support <= x]), sum(w[support >= x])) }
  limit <- function(tail) exp(uniroot(function(l) log(tails(exp(l))[tail] / 0.025), c(-20, 20), tol = 1e-15)$root)
  low <- if (x == min(support)) 0 else limit(2) / even
  high <- if (x == max(support)) -1 else limit(1) / even
  own <- fisher.test(matrix(c(case[2], case[1], case[4], case[3]), 2))$conf.int / even
  stopifnot(abs(own[1] - low) < 1e-3 * max(low, 1), high < 0 || abs(own[2] - high) < 1e-3 * high)
  ratio <- case[2] * case[3] / (case[1] * case[4]) / even
  out("ratio-of-ratios", case, ifelse(is.finite(ratio), ratio, -1), low, high, min(1, 2 * min(tails(even))))
}

cat("# Interrupted series (first step after; times; events; exposures; waves or not): glm, quasipoisson, its dispersion taken for 1 where it is less. Level, slope, before, after (each ratio, low, high), dispersion, lag-1 correlation of Pearson's residuals\n")
interrupted <- function(name, time, events, exposure, first, wave = FALSE) {
  since <- time - first; after <- as.numeric(time >= first)
  data <- data.frame(events, since, after, both = after * since, c = cos(2 * pi * time / 12), s = sin(2 * pi * time / 12))
  model <- glm(if (wave) events ~ since + after + both + c + s else events ~ since + after + both, quasipoisson, data, offset = log(exposure), control = list(epsilon = 1e-15, maxit = 100))
  # glm's covariance is of the step before its last; from where it ended, one more.
  model <- update(model, start = coef(model))
  dispersion <- summary(model)$dispersion
  V <- vcov(model) / dispersion * max(1, dispersion)
  # Columns of the model: constant, since, after, both.
  w <- list(level = c(0, 0, 1, 0), slope = c(0, 0, 0, 1), before = c(0, 1, 0, 0), after = c(0, 1, 0, 1))
  for (part in names(w)) { v <- c(w[[part]], rep(0, length(coef(model)) - 4)); m <- sum(v * coef(model)); h <- qt(0.975, df.residual(model)) * sqrt(drop(crossprod(v, V %*% v))); out(paste0(name, "-", part), exp(m), exp(m - h), exp(m + h)) }
  r <- residuals(model, "pearson"); follow <- which(diff(time) == 1)
  out(paste0(name, "-noise"), dispersion, mean(r[follow] * r[follow + 1]) / mean(r^2))
}
interrupted("series-twelve", 0:11, c(2, 4, 3, 1, 3, 2, 5, 6, 4, 7, 5, 8), rep(10, 12), 6)
interrupted("series-gap", c(0:4, 6:9, 12:17), c(9, 7, 12, 8, 30, 11, 6, 9, 10, 25, 14, 19, 13, 31, 22), c(40, 40, 40, 41, 41, 41, 41, 42, 42, 42, 43, 43, 43, 43, 44), 9)
interrupted("series-wave", 5:34, c(14, 9, 8, 11, 13, 18, 22, 25, 24, 19, 17, 12, 13, 10, 9, 12, 15, 20, 30, 33, 30, 27, 21, 19, 16, 13, 15, 16, 22, 28), c(rep(55, 14), rep(58, 16)), 23, TRUE)

cat("# Lone cell: log-linear tables with a uniform association, with a diagonal, and with one cell by itself\n")
srole <- c(64,94,58,46,57,94,54,40,57,105,65,60,72,141,77,94,36,97,54,78,21,71,54,71)
r <- rep(1:6, each = 4); k <- rep(1:4, 6)
uniform <- glm(srole ~ factor(r) + factor(k) + I(r * k), family = poisson)
show("uniform association", deviance(uniform), coef(uniform)["I(r * k)"], df.residual(uniform))
scores <- c(30,12,4,1, 14,40,16,5, 5,18,60,20, 2,5,22,46); r <- rep(0:3, each = 4); k <- rep(0:3, 4)
straight <- glm(scores ~ factor(r) + factor(k) + I(r * k) + I(r == k), family = poisson)
show("with a diagonal", deviance(straight), coef(straight)["I(r * k)"], df.residual(straight))
lumpy <- scores; lumpy[7] <- 66
whole <- glm(lumpy ~ factor(r) + factor(k) + I(r * k) + I(r == k), family = poisson)
lone <- glm(lumpy ~ factor(r) + factor(k) + I(r * k) + I(r == k) + I(r == 1 & k == 2), family = poisson)
show("one cell by itself", deviance(whole), deviance(lone), exp(-tail(coef(lone), 1)) * 66, pchisq(deviance(whole) - deviance(lone), 1, lower.tail = FALSE) / 2 * 16)

cat("# Exact share: binom.test, pbinom\n")
show("exact share", binom.test(60, 100)$p.value, binom.test(5200, 10000)$p.value, binom.test(0, 40)$p.value, pbinom(80, 100, 0.9))
