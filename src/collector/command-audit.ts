/**
 * What is done on the command line, for the audit log: after a command has done its work, a line with its name. One that is not named here is noted as well,
 * so none can be forgotten.
 */
import type { Command } from 'commander'
import type { LaterStore } from './store/store.ts'

const COMMAND_LINE = 'command line'

/** Commands that neither show nor change anything of the collector's: they work on the site's content or on files that are no store's. */
const NOT_NOTED: ReadonlySet<string> = new Set([
  'venue add',
  'venue import',
  'venue retire',
  'cases list',
  'cases verify',
  'verify',
])

/** What a command says of itself while it runs. */
export interface CommandAudit {
  /** What it was about, where its options do not tell. */
  about: string
}

const LONGEST_SUBJECT = 200

/** `cases add`, of a command and the one that it belongs to. */
function nameOf(command: Command, program: Command): string {
  const names: string[] = []
  for (let each: Command | null = command; each !== null && each !== program; each = each.parent) names.unshift(each.name())
  return names.join(' ')
}

export interface CommandAuditParts {
  readonly withStore: (work: (store: LaterStore) => Promise<void>) => Promise<void>
  /** This hour, `YYYY-MM-DDTHH` in UTC. */
  readonly hour: string
  /** The wave that a command is about which was asked for none. */
  readonly currentWave: () => string
}

/** Notes every command of a program once it is done. One that was refused has done nothing. */
export function noteCommands(program: Command, { withStore, hour, currentWave }: CommandAuditParts): CommandAudit {
  const audit: CommandAudit = { about: '' }
  program.hook('postAction', async (_, command) => {
    const act = nameOf(command, program)
    if (NOT_NOTED.has(act)) return
    const { wave, venue } = command.opts<{ wave?: string; venue?: string }>()
    const takesWave = command.options.some((option) => option.attributeName() === 'wave')
    const about = audit.about || (wave ?? venue ?? (takesWave ? currentWave() : ''))
    try {
      await withStore((store) => store.note({ at: hour, who: COMMAND_LINE, act, about: about.slice(0, LONGEST_SUBJECT) }))
    } catch (error) {
      throw new Error(`it was done, and could not be written to the audit log: ${(error as Error).message}`)
    }
  })
  return audit
}
