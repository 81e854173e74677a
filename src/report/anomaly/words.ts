/** The checks in plain words: what each looks at, what may well explain a flag, and what to do about it. None of them calls anything by a worse name than odd. */
import type { Text } from '../../protocol/catalogue.ts'
import type { CheckKind, Finding, NotRunReason } from './check.ts'

export interface CheckWords {
  readonly title: Text
  /** What is looked at, and why it should come out even. */
  readonly looks: Text
  /** Reasons that have nothing to do with made-up records. */
  readonly innocent: readonly Text[]
  readonly next: Text
}

export const CHECK_WORDS: Readonly<Record<CheckKind, CheckWords>> = {
  'form-order': {
    title: { es: 'Orden de las formas', en: 'Order of the forms' },
    looks: {
      es: 'Cada teléfono sortea con qué forma de las preguntas empieza. De muchas personas, cada forma le toca primero a la proporción que la ronda fijó.',
      en: 'Each phone draws which form of the questions comes first. Of many people, each form comes first for the share that the wave set.',
    },
    innocent: [
      {
        es: 'Una de las dos formas es más larga o más difícil en ese público, y más personas la dejan a medias.',
        en: 'One of the two forms is longer or harder for that audience, and more people leave it halfway.',
      },
      {
        es: 'Un grupo contestó en un mismo teléfono o quiosco cuyo sorteo falla.',
        en: 'A group answered on one phone or kiosk whose draw is broken.',
      },
    ],
    next: {
      es: 'Pregunte en el lugar con qué aparatos se contestó, y compruebe el sorteo en uno de ellos.',
      en: 'Ask at the place which devices were used, and check the draw on one of them.',
    },
  },
  alike: {
    title: { es: 'Respuestas repetidas', en: 'Repeated answers' },
    looks: {
      es: 'Se mira si una sola combinación de puntajes, antes y después, reúne a más personas de las que sus vecinas hacen esperar, en dos escalas o más. No se guardan las respuestas juntas de nadie: esto sale de las sumas publicadas.',
      en: 'Whether one combination of scores, before and after, holds more people than its neighbours lead one to expect, on two scales or more. Nobody’s answers are kept together: this comes from the released sums.',
    },
    innocent: [
      {
        es: 'Una clase, un turno o una mesa de trabajo que contestó en grupo, en voz alta o con las mismas notas.',
        en: 'A class, a shift or a round table that answered together, aloud or from the same notes.',
      },
      {
        es: 'Personas que marcaron siempre la misma opción para llegar rápido al final.',
        en: 'People who always picked the same option to get to the end quickly.',
      },
      {
        es: 'Alguien que mostró el cuestionario muchas veces con las mismas respuestas.',
        en: 'Somebody who showed the questions many times with the same answers.',
      },
    ],
    next: {
      es: 'Averigüe si hubo una actividad de grupo en esas semanas. Si nadie la recuerda, mire el resultado con ese lugar y sin él.',
      en: 'Find out whether there was a group activity in those weeks. If nobody remembers one, look at the result with that place and without it.',
    },
  },
  starts: {
    title: { es: 'Finales sin comienzo', en: 'Ends without a beginning' },
    looks: {
      es: 'El teléfono avisa cuando alguien empieza y, aparte, cuando termina. Casi nadie puede terminar sin haber empezado; se admite que uno de cada diez avisos se pierda.',
      en: 'The phone reports when somebody begins and, apart from that, when she finishes. Hardly anybody can finish without having begun; one report in ten may get lost.',
    },
    innocent: [
      {
        es: 'Una red o un portal que deja pasar unos mensajes y otros no.',
        en: 'A network or a portal that lets some messages through and not others.',
      },
      {
        es: 'Archivos de cortes de una versión o un aparato que aún no contaba los comienzos.',
        en: 'Snapshot files of a version or a device that did not count beginnings yet.',
      },
    ],
    next: {
      es: 'Conteste una vez con un teléfono del lugar y vea si el comienzo se cuenta. Si se cuenta, mire el resultado con ese lugar y sin él.',
      en: 'Answer once with a phone at the place and see whether the beginning is counted. If it is, look at the result with that place and without it.',
    },
  },
  pace: {
    title: { es: 'Más rápido que los pies', en: 'Faster than feet' },
    looks: {
      es: 'El contador vigila las horas en que de un lugar llega más de lo que por ahí puede pasar. Cuenta horas, no personas ni aparatos.',
      en: 'The collector watches for hours in which more arrives from a place than can pass through it. It counts hours, neither people nor devices.',
    },
    innocent: [
      {
        es: 'Llegó una clase, un bus o un vuelo entero, o una actividad reunió a mucha gente.',
        en: 'A class, a bus or a whole flight arrived, or an event brought many people together.',
      },
      {
        es: 'Los teléfonos guardaron sus mensajes sin red y los enviaron todos al recuperarla.',
        en: 'Phones kept their messages while there was no network, and sent them all when it was back.',
      },
      {
        es: 'Alguien publicó el código de ese lugar en internet.',
        en: 'Somebody put that place’s code on the internet.',
      },
    ],
    next: {
      es: 'Mire el cartel de ese lugar y lo que pasó esos días. Si el código anda por internet, retírelo e imprima otro.',
      en: 'Look at that place’s poster and at what happened on those days. If the code is about on the internet, retire it and print another.',
    },
  },
}

/** Why a check could not be run, as the end of a sentence. */
export const NOT_RUN_WORDS: Readonly<Record<NotRunReason, Text>> = {
  'too-few': { es: 'aún son muy pocas personas', en: 'there are too few people yet' },
  'not-drawn': { es: 'la ronda no sortea el orden de las formas', en: 'the wave does not draw the order of the forms' },
  'orders-pooled': { es: 'los cortes no separan las dos formas', en: 'the snapshots do not keep the two forms apart' },
  'too-short': {
    es: 'el cuestionario es tan corto que muchas personas coinciden sin más',
    en: 'the questionnaire is so short that many people agree as a matter of course',
  },
  'strong-mode': { es: 'el modo fuerte no deja ver lo que haría falta', en: 'strong mode hides what it would take' },
  'not-watched': { es: 'no hay un contador abierto que vigile las horas', en: 'no collector is open that watches the hours' },
}

type Language = 'es' | 'en'

const both = (write: (language: Language) => string): Text => ({ es: write('es'), en: write('en') })

const percent = (share: number, language: Language): string => `${Math.round(share * 100)}${language === 'es' ? ' ' : ''}%`

/** 1e-6 as `una vez en 1.000.000`. */
function onceIn(chance: number, language: Language): string {
  const times = String(Math.round(1 / chance)).replace(/\B(?=(\d{3})+$)/g, language === 'es' ? '.' : ',')
  return language === 'es'
    ? `Por azar pasaría menos de una vez en ${times}.`
    : `By chance it would happen less than once in ${times}.`
}

/** What a check found of a place, as one sentence or two. */
export function sentenceOf(kind: CheckKind, name: Text, finding: Finding): Text {
  return both((language) => {
    const isEs = language === 'es'
    const lead = `${name[language]}:`
    if (finding.kind === 'clear') return isEs ? `${lead} nada raro.` : `${lead} nothing odd.`
    if (finding.kind === 'not-run') {
      const why = NOT_RUN_WORDS[finding.reason][language]
      return isEs ? `${lead} no se pudo revisar, porque ${why}.` : `${lead} could not be checked, since ${why}.`
    }
    const { seen, expected, chance } = finding
    const rarely = chance === 'none' ? '' : ` ${onceIn(chance, language)}`
    if (seen === 'not-told')
      return isEs
        ? `${lead} en algún corte casi nadie empezó por una de las dos formas, o quienes empezaron por ella contestaron todos igual.${rarely}`
        : `${lead} in some snapshot hardly anybody began with one of the two forms, or those who began with it all answered alike.${rarely}`
    switch (kind) {
      case 'form-order':
        return isEs
          ? `${lead} cerca de ${percent(seen, language)} empezó por la forma A, y el sorteo debía dar ${percent(expected, language)}.${rarely}`
          : `${lead} about ${percent(seen, language)} began with form A, and the draw should give ${percent(expected, language)}.${rarely}`
      case 'alike':
        return isEs
          ? `${lead} al menos ${percent(seen, language)} de las personas coincide en una misma combinación de puntajes, más allá de lo esperado.${rarely}`
          : `${lead} at least ${percent(seen, language)} of the people share one combination of scores, beyond what is expected.${rarely}`
      case 'starts':
        return isEs
          ? `${lead} de quienes terminaron, cerca de ${percent(seen, language)} consta que empezó.${rarely}`
          : `${lead} of those who finished, about ${percent(seen, language)} are known to have begun.${rarely}`
      case 'pace':
        return isEs
          ? `${lead} en ${seen} ${seen === 1 ? 'hora llegó' : 'horas llegó'} más de lo que por ahí puede pasar.`
          : `${lead} in ${seen} ${seen === 1 ? 'hour' : 'hours'} more arrived than can pass through it.`
    }
  })
}
