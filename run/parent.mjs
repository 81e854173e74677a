/**
 * Ends this process when the shell that npm put above it is gone. A SIGTERM for `npm start` reaches npm, which passes it to that
 * shell, which dies of it without a word to its child: the server would go on, holding its port, with nobody to stop it.
 */
const LOOK_MS = 250

export function endWithParent() {
  // Started by hand, a process may outlive its shell on purpose (nohup); only under npm is a lost parent an order to stop.
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const look = () => {
    if (process.ppid === parent) return
    clearInterval(timer)
    // To itself, so that it is handled like any other order to stop.
    process.kill(process.pid, 'SIGTERM')
  }
  const timer = setInterval(look, LOOK_MS).unref()
}
