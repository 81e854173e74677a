import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expressionOf, isAllowed, type LockFile, licencesDocument, noticesFile, objections, packagesIn } from './licences.ts'

const lock = (packages: LockFile['packages']): LockFile => ({
  lockfileVersion: 3,
  packages: { '': { version: '1.0.0' }, ...packages },
})

describe('an expression of licences', () => {
  test.each([
    ['MIT', true],
    ['GPL-3.0-or-later', false],
    ['(MIT OR GPL-3.0-or-later)', true],
    ['MIT AND GPL-3.0-or-later', false],
    ['ISC OR GPL-2.0 AND AGPL-3.0', true],
    ['(ISC OR GPL-2.0) AND AGPL-3.0', false],
    ['((MIT AND (ISC)))', true],
    ['unknown', false],
    ['UNLICENSED', false],
    ['SEE LICENSE IN LICENSE.txt', false],
    ['MIT OR', false],
    ['(MIT', false],
    ['MIT)', false],
    ['MIT ISC', false],
    ['GPL-2.0 WITH Classpath-exception-2.0', false],
    ['', false],
    ['()', false],
  ])('%s is met: %s', (expression, isMet) => expect(isAllowed(expression, ['MIT', 'ISC'])).toBe(isMet))

  type Tree = string | { readonly op: 'AND' | 'OR'; readonly sides: readonly [Tree, Tree] }
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom('MIT', 'ISC', 'GPL-2.0', 'MPL-2.0'),
      fc.record({ op: fc.constantFrom('AND' as const, 'OR' as const), sides: fc.tuple(tie('tree'), tie('tree')) }),
    ),
  }))
  const written = (one: Tree): string => (typeof one === 'string' ? one : `(${one.sides.map(written).join(` ${one.op} `)})`)
  const meant = (one: Tree, allowed: readonly string[]): boolean =>
    typeof one === 'string'
      ? allowed.includes(one)
      : one.op === 'AND'
        ? one.sides.every((side) => meant(side, allowed))
        : one.sides.some((side) => meant(side, allowed))

  test('is met exactly where its tree is', () => {
    fc.assert(
      fc.property(tree, fc.subarray(['MIT', 'ISC', 'GPL-2.0', 'MPL-2.0']), (one, allowed) => {
        expect(isAllowed(written(one), allowed)).toBe(meant(one, allowed))
      }),
    )
  })

  test('is read from every form that packages have used', () => {
    expect(expressionOf(' MIT ')).toBe('MIT')
    expect(expressionOf({ type: 'ISC', url: 'https://…' })).toBe('ISC')
    expect(expressionOf([{ type: 'Public Domain' }, { type: 'MIT' }])).toBe('(Public-Domain OR MIT)')
    expect(expressionOf(['MIT'])).toBe('MIT')
    for (const nothing of [undefined, null, '', [], {}, 7]) expect(expressionOf(nothing)).toBe('unknown')
  })
})

describe('a package', () => {
  const packages = packagesIn(
    lock({
      'node_modules/shown': { version: '1.0.0', license: 'MIT', dev: true },
      'node_modules/served': { version: '2.0.0', license: 'Apache-2.0' },
      'node_modules/served/node_modules/inner': { version: '3.0.0', license: 'ISC' },
      'node_modules/inner': { version: '4.0.0', license: 'MPL-2.0', dev: true, hasInstallScript: true },
      'node_modules/@of/machine': { version: '5.0.0', license: 'MIT', optional: true },
      'node_modules/here': { link: true },
    }),
    ['shown'],
  )

  test('ends up where the build and the lock file say', () => {
    expect(packages.map(({ name, version, use, hasInstallScript }) => [name, version, use, hasInstallScript])).toEqual([
      ['@of/machine', '5.0.0', 'building', false],
      ['inner', '4.0.0', 'building', true],
      ['inner', '3.0.0', 'collector', false],
      ['served', '2.0.0', 'collector', false],
      ['shown', '1.0.0', 'visitors', false],
    ])
    expect(objections(packages)).toEqual([])
  })

  test('that may be built with is refused where visitors are sent it, by name and place', () => {
    expect(objections(packagesIn(lock({ 'node_modules/a': { version: '1.0.0', license: 'MPL-2.0', dev: true } }), ['a']))).toEqual([
      'a 1.0.0 (node_modules/a): "MPL-2.0" is not allowed for what visitors are sent',
    ])
  })

  test.each(['GPL-3.0-only', 'AGPL-3.0-only', 'SSPL-1.0', 'UNLICENSED', undefined])(
    'with %s is refused even for tests',
    (license) => {
      expect(objections(packagesIn(lock({ 'node_modules/a': { version: '1.0.0', license, dev: true } }), []))).toHaveLength(1)
    },
  )

  test('that the build used and the lock file does not hold is an error, as is a lock file of another kind', () => {
    expect(() => packagesIn(lock({}), ['gone'])).toThrow('the build used gone, which package-lock.json does not hold')
    expect(() => packagesIn({ lockfileVersion: 1, packages: {} }, [])).toThrow('this reads version 3')
  })

  test('stands in the list once a version, and its notice goes along whole', () => {
    const text = licencesDocument(packages)
    expect(text).toContain('| shown | 1.0.0 | MIT |')
    expect(text).toContain('**MPL-2.0** (1): inner 4.0.0')
    expect(noticesFile([{ name: 'shown', version: '1.0.0', licence: 'MIT', text: 'One\r\nTwo\n\n' }])).toContain('\n\nOne\nTwo\n')
  })
})
