/**
 * Reads the reports of the two test runners as counts. A report says what the runner knew; its exit code says whether it is the
 * whole truth, so a runner that failed without a failed test (a file that would not load, a crash) counts as one failure.
 */
import { existsSync, readFileSync } from 'node:fs'

/** @typedef {{ passed: number, failed: number, skipped: number, notes: string[] }} Counts */

/** @returns {Counts} */
export const counts = (passed, failed, skipped, notes = []) => ({ passed, failed, skipped, notes })

function readReport(file) {
  if (!existsSync(file)) return undefined
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** @param {Counts} counted @param {number} code @returns {Counts} */
function withVerdict(counted, code) {
  const { passed, failed, skipped, notes } = counted
  if (code !== 0 && failed === 0) return counts(passed, 1, skipped, [...notes, `the runner ended with code ${code}`])
  if (passed + failed + skipped === 0) return counts(0, 1, 0, [...notes, 'no test ran'])
  return counted
}

const noReport = (code) => counts(0, 1, 0, [`the runner ended with code ${code} and left no report`])

/** @param {string} file Vitest's JSON report @param {number} code its exit code @returns {Counts} */
export function vitestCounts(file, code) {
  const report = readReport(file)
  if (!report) return noReport(code)
  const tests = report.testResults.flatMap((result) => result.assertionResults)
  const failedTests = tests.filter(({ status }) => status === 'failed').length
  const passedTests = tests.filter(({ status }) => status === 'passed').length
  // A file that failed without a failed test did not load, or a hook of it broke.
  const hasFailedTest = (result) => result.assertionResults.some(({ status }) => status === 'failed')
  const broken = report.testResults.filter((result) => result.status === 'failed' && !hasFailedTest(result))
  const notes = broken.map(({ name }) => `did not load or a hook broke: ${name}`)
  return withVerdict(counts(passedTests, failedTests + broken.length, tests.length - passedTests - failedTests, notes), code)
}

/** Every spec of Playwright's nested suites. */
const specsOf = (suite) => [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)]

/** @param {string} file Playwright's JSON report @param {number} code its exit code @returns {Counts} */
export function playwrightCounts(file, code) {
  const report = readReport(file)
  if (!report) return noReport(code)
  const { expected, unexpected, flaky, skipped } = report.stats
  const retried = report.suites.flatMap(specsOf).filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
  const notes = retried.map(({ title, file: spec }) => `passed only when tried again: ${spec}: ${title}`)
  // Errors outside every test: a file that would not load, a worker that died.
  return withVerdict(counts(expected + flaky, unexpected + report.errors.length, skipped, notes), code)
}
