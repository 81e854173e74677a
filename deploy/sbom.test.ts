import { expect, test } from 'vitest'
import type { Package } from './licences.ts'
import { type Bom, steadyBom } from './sbom.ts'

const of = (version: string, use: Package['use']): Package => ({
  name: 'a',
  version,
  folder: 'node_modules/a',
  licence: 'MIT',
  use,
  hasInstallScript: false,
})
const bom = (serial: string, folder: string): Bom => ({
  serialNumber: serial,
  version: 1,
  metadata: {
    timestamp: serial,
    tools: [{ vendor: 'npm', name: 'cli', version: serial }],
    component: { 'bom-ref': 'p@1', name: folder },
  },
  components: [{ 'bom-ref': 'a@1.0.0', name: 'a', version: '1.0.0', properties: [{ name: 'x', value: 'y' }] }],
})

test('of two runs in two folders is the same, and says where each package ends up', () => {
  const packages = [of('1.0.0', 'building'), of('1.0.0', 'collector'), of('2.0.0', 'visitors')]
  const made = steadyBom(bom('1', 'here'), 'the-project', packages)
  expect(made).toEqual(steadyBom(bom('2', 'there'), 'the-project', packages))
  expect(made.metadata.component.name).toBe('the-project')
  expect(made.components[0]?.properties).toEqual([
    { name: 'x', value: 'y' },
    { name: 'eso-es-cuento:use', value: 'collector' },
  ])
})

test('a package that the lock file does not hold is an error', () => {
  expect(() => steadyBom(bom('1', 'here'), 'the-project', [])).toThrow('npm names a@1.0.0, which package-lock.json does not hold')
})
