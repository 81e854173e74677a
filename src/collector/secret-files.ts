/**
 * Secrets from files: what runs services (systemd credentials, Docker and Compose secrets) hands them over that way, since the environment of a process is
 * shown by many a tool and inherited by whatever the process starts.
 */

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The environment with what its `DATABASE_PASSWORD_FILE` and `VENUE_KEY_FILE` hold in the places where the settings look for it; one line end after a secret is
 * no part of it. `read` gives a file's text.
 *
 * Throws where a file cannot be read or is empty, and where the same secret is given twice: which of them holds would be anybody's guess. What a file holds is
 * repeated in no message.
 */
export function withSecretFiles(env: Environment, read: (file: string) => string): Environment {
  const { DATABASE_PASSWORD_FILE, VENUE_KEY_FILE, ...rest } = env
  const found: Record<string, string> = {}
  if (DATABASE_PASSWORD_FILE !== undefined)
    found.DATABASE_URL = withPassword(env.DATABASE_URL, secretIn('DATABASE_PASSWORD_FILE', DATABASE_PASSWORD_FILE, read))
  if (VENUE_KEY_FILE !== undefined) {
    if (env.VENUE_KEY !== undefined) throw new Error('VENUE_KEY and VENUE_KEY_FILE are both set; leave one of them out.')
    found.VENUE_KEY = secretIn('VENUE_KEY_FILE', VENUE_KEY_FILE, read)
  }
  return { ...rest, ...found }
}

function secretIn(name: string, file: string, read: (file: string) => string): string {
  let text: string
  try {
    text = read(file)
  } catch (error) {
    throw new Error(`${name} is "${file}", which cannot be read (${(error as NodeJS.ErrnoException).code ?? 'no reason given'}).`)
  }
  const secret = text.replace(/\r?\n$/, '')
  if (secret === '') throw new Error(`${name} is "${file}", and that file is empty.`)
  return secret
}

function withPassword(url: string | undefined, password: string): string {
  if (url === undefined || !/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url))
    throw new Error('DATABASE_PASSWORD_FILE is set; set DATABASE_URL too, to postgres://user@host/database.')
  const address = new URL(url)
  if (address.password !== '')
    throw new Error('DATABASE_URL holds a password and DATABASE_PASSWORD_FILE is set too; leave one of them out.')
  if (address.username === '')
    throw new Error('DATABASE_PASSWORD_FILE is set; DATABASE_URL has to name whose password it is: postgres://user@host/database.')
  // The setter leaves some signs as they are (a "%" that stands for itself, say), which the driver would then decode.
  address.password = encodeURIComponent(password)
  return address.href
}
