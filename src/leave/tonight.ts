/**
 * What a phone remembers of a round table's session goes with the day, on whichever page is opened first. Its name carries the time, `m.<time in base 36>.<digits>`
 * (quiz/table/mark), in eight digits until 2059, so names compare as times do. Not on the questions and the landing page, where bytes are fewest.
 */
export function dropSessions(now = Date.now()): void {
  try {
    for (const name of Object.keys(localStorage))
      if (name.startsWith('m.') && name < `m.${now.toString(36)}`) localStorage.removeItem(name)
  } catch {
    // A phone that refuses storage remembers nothing.
  }
}

dropSessions()
