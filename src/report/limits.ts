/** Printed with every result: what the design cannot show (design.md, promise 8). */
export const LIMITS = {
  es: [
    'Responde quien quiere: no es una muestra de la población.',
    'Antes y después se enlazan en el mismo teléfono; un teléfono puede ser de varias personas.',
    'Se mide justo después de leer: es conciencia a corto plazo. La intención no es conducta.',
    'Semanas después vuelve quien quiere, y solo si guardó sus respuestas en el teléfono: esas cifras no valen por los demás.',
    'No hay grupo de comparación aparte de la fracción aleatoria que lee primero.',
    'Ninguna cifra de casos se atribuye a la campaña.',
  ],
  en: [
    'People choose to answer: this is no sample of the population.',
    'Before and after are linked on one phone; one phone may be several people.',
    'Measured right after reading: short-term awareness. Intention is not behaviour.',
    'Weeks later those come back who choose to, and who kept their answers on the phone: those figures do not stand for the others.',
    'There is no comparison group but the random share that reads first.',
    'No count of cases is credited to the campaign.',
  ],
} as const
