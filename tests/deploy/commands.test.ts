/** Every command that the instructions name, in words or as an example, is one of the program's: asked of the program itself. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> }

const INSTRUCTIONS = [
  'README.md',
  'deploy/README.md',
  'deploy/cluster/README.md',
  'docs/run-book.md',
  'docs/postgresql.md',
  'docs/licences.md',
]

/** What stands in code, in a line or a block, without remarks. */
const codeIn = (text: string): string[] => {
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) => block.split('\n'))
  const spans = [...text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span)
  return [...blocks, ...spans].map((line) => line.replace(/\s#.*$/, ''))
}

/** Staff commands, whichever way they are started: words and options. */
const staffCommandsIn = (file: string): string[] =>
  codeIn(read(file)).flatMap((line) => {
    const [, said] = /(?:^|\s)(?:npm run (?:-s )?staff --|eso-staff|staff\.ts|staff) ([a-z].*)$/.exec(line) ?? []
    return said === undefined ? [] : [said]
  })

interface Known {
  readonly name: string
  readonly options: readonly string[]
  readonly commands: readonly Known[]
}

/** All commands of the staff program with their options, told by itself in place of doing one. */
async function staffProgram(): Promise<Known> {
  const tell = `
    import { Command } from 'commander'
    const told = (one) => ({ name: one.name(), options: one.options.map(({ long }) => long), commands: one.commands.map(told) })
    Command.prototype.parseAsync = async function () { console.log(JSON.stringify(told(this))) }
    await import('./src/collector/staff.ts')`
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', tell]
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: root,
    env: { ...process.env, DATABASE_URL: undefined },
  })
  return JSON.parse(stdout) as Known
}

test('every npm command that they name is one', () => {
  const named = INSTRUCTIONS.flatMap((file) =>
    codeIn(read(file)).flatMap((line) =>
      [...line.matchAll(/npm run (?:-s )?([\w:.-]+)/g)].map(([, name = '']) => ({ file, name })),
    ),
  )
  expect(named.length).toBeGreaterThan(20)
  for (const { file, name } of named) expect(Object.keys(scripts), `npm run ${name} in ${file}`).toContain(name)
})

test('every npm command stands in the README', () => {
  const readme = read('README.md')
  for (const name of Object.keys(scripts)) expect(readme, name).toMatch(new RegExp(`npm (run )?${name}\\b`))
})

test('every staff command that they name is one, with the options that they give it', async () => {
  const program = await staffProgram()
  expect(program.commands.map(({ name }) => name)).toContain('token')
  const said = [...new Set(INSTRUCTIONS.flatMap(staffCommandsIn))]
  expect(said.length).toBeGreaterThan(12)
  const missing = said.flatMap((line) => {
    const [word = '', second = '', ...rest] = line.split(/\s+/)
    const command = program.commands.find(({ name }) => name === word)
    if (!command) return [word]
    const isInner = /^[a-z]/.test(second) && command.commands.length > 0
    const meant = isInner ? command.commands.find(({ name }) => name === second) : command
    if (!meant) return [`${word} ${second}`]
    const options = [second, ...rest].flatMap((one) => /^--[a-z][\w-]*/.exec(one)?.[0] ?? [])
    return options.filter((option) => !meant.options.includes(option)).map((option) => `${word} ${option}`)
  })
  expect([...new Set(missing)]).toEqual([])
})
