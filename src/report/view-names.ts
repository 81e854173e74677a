/** What views and the leaves beside the venues are called; a city goes by its own name. */
import type { Text } from '../protocol/catalogue.ts'

export const VIEW_NAMES: Readonly<Record<string, Text>> = {
  all: { es: 'Todas las personas', en: 'Everybody' },
  comparison: { es: 'Grupo de comparación', en: 'Comparison group' },
  'followup-baseline': { es: 'Semanas después, frente a antes de leer', en: 'Weeks later, against before reading' },
  'followup-endline': { es: 'Semanas después, frente a justo después de leer', en: 'Weeks later, against right after reading' },
  followup: { es: 'Semanas después', en: 'Weeks later' },
  '14-17': { es: 'De 14 a 17 años', en: 'Aged 14 to 17' },
  unknown: { es: 'Sin lugar conocido', en: 'No known place' },
  airport: { es: 'Aeropuertos', en: 'Airports' },
  terminal: { es: 'Terminales de buses', en: 'Bus terminals' },
  flight: { es: 'Vuelos', en: 'Flights' },
  'round-table': { es: 'Mesas de trabajo', en: 'Round tables' },
  online: { es: 'En línea', en: 'Online' },
  travellers: { es: 'Personas que viajan', en: 'Travellers' },
  'women-and-girls': { es: 'Mujeres y niñas', en: 'Women and girls' },
  responders: { es: 'Primera respuesta', en: 'First responders' },
  prosecutors: { es: 'Fiscales', en: 'Prosecutors' },
  everybody: { es: 'Público general', en: 'General public' },
  residue: { es: 'Restos de varios lugares', en: 'Rests of several places' },
}
