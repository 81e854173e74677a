/**
 * The bill of materials: npm's own (CycloneDX 1.5, with the checksums of the lock file), less what differs from run to run and from machine to machine, and with where each
 * package ends up. Two people with the same lock file get the same bytes. Pure.
 */
import type { Package } from './licences.ts'

interface Component {
  readonly 'bom-ref': string
  readonly name: string
  readonly version?: string
  readonly properties?: readonly Property[]
  readonly [more: string]: unknown
}

interface Property {
  readonly name: string
  readonly value: string
}

/** What `npm sbom --sbom-format cyclonedx` prints. */
export interface Bom {
  readonly metadata: { readonly component: Component; readonly [more: string]: unknown }
  readonly components: readonly Component[]
  readonly [more: string]: unknown
}

/**
 * Without the serial number and the time (every run has its own), the version of npm, and the name of the folder, which npm takes for the project's.
 * @param project the project's name in package.json
 */
export function steadyBom(bom: Bom, project: string, packages: readonly Package[]): Bom {
  const { serialNumber: _, ...rest } = bom
  const { lifecycles, component } = bom.metadata
  return {
    ...rest,
    metadata: {
      ...(lifecycles !== undefined && { lifecycles }),
      tools: [{ vendor: 'npm', name: 'cli' }],
      component: { ...component, name: project },
    },
    components: bom.components.map((one) => {
      const uses = packages.filter(({ name, version }) => name === one.name && version === one.version).map(({ use }) => use)
      if (uses.length === 0) throw new Error(`npm names ${one['bom-ref']}, which package-lock.json does not hold`)
      const use = (['visitors', 'collector', 'building'] as const).find((wider) => uses.includes(wider)) as string
      return { ...one, properties: [...(one.properties ?? []), { name: 'eso-es-cuento:use', value: use }] }
    }),
  }
}
