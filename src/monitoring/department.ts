/**
 * Departments as public files spell them, brought to one spelling: `BOGOTÁ, D. C.`, `Bogotá, D.C.` and `BOGOTA` are one. One that is not known is kept as it
 * was written and said to be unknown, not guessed at.
 */
import { plain } from './table.ts'

const NAMES = [
  'Amazonas',
  'Antioquia',
  'Arauca',
  'Atlántico',
  'Bogotá, D. C.',
  'Bolívar',
  'Boyacá',
  'Caldas',
  'Caquetá',
  'Casanare',
  'Cauca',
  'Cesar',
  'Chocó',
  'Córdoba',
  'Cundinamarca',
  'Guainía',
  'Guaviare',
  'Huila',
  'La Guajira',
  'Magdalena',
  'Meta',
  'Nariño',
  'Norte de Santander',
  'Putumayo',
  'Quindío',
  'Risaralda',
  'San Andrés y Providencia',
  'Santander',
  'Sucre',
  'Tolima',
  'Valle del Cauca',
  'Vaupés',
  'Vichada',
] as const

/** Other spellings, plain, of those whose plain name is not enough. */
const OTHERWISE: Readonly<Record<string, (typeof NAMES)[number]>> = {
  bogota: 'Bogotá, D. C.',
  santafedebogotadc: 'Bogotá, D. C.',
  bogotadistritocapital: 'Bogotá, D. C.',
  distritocapital: 'Bogotá, D. C.',
  guajira: 'La Guajira',
  nsantander: 'Norte de Santander',
  nortesantander: 'Norte de Santander',
  valle: 'Valle del Cauca',
  sanandres: 'San Andrés y Providencia',
  sanandresprovidenciaysantacatalina: 'San Andrés y Providencia',
  archipielagodesanandres: 'San Andrés y Providencia',
  archipielagodesanandresprovidenciaysantacatalina: 'San Andrés y Providencia',
  archipielagodesanandresyprovidencia: 'San Andrés y Providencia',
}

const known = new Map<string, string>([...NAMES.map((name) => [plain(name), name] as const), ...Object.entries(OTHERWISE)])

/** What files write where they have none. */
const NOT_STATED = new Set(['', 'sindato', 'sindatos', 'noreporta', 'noregistra', 'null', 'nd', 'na'])

export type Department =
  | { readonly kind: 'known'; readonly name: string }
  | { readonly kind: 'unknown'; readonly name: string }
  | { readonly kind: 'not-stated' }

export function departmentOf(written: string): Department {
  const id = plain(written)
  if (NOT_STATED.has(id)) return { kind: 'not-stated' }
  const name = known.get(id)
  return name === undefined ? { kind: 'unknown', name: written.trim() } : { kind: 'known', name }
}
