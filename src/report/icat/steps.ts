/** The five steps that ICAT recommends for awareness campaigns, and what each asks. The questions are ours (facts.md, B2). */
import type { Scale } from '../../assessment/instrument.ts'
import type { Text } from '../../protocol/catalogue.ts'
import type { Step } from './indicator.ts'

export const STEP_WORDS: Readonly<Record<Step, { readonly title: Text; readonly question: Text }>> = {
  1: {
    title: { es: 'Qué se sabe ya', en: 'What is known already' },
    question: {
      es: '¿Qué saben y creen las personas antes de leer? ¿De verdad es información lo que falta?',
      en: 'What do people know and believe before they read? Is information really what is missing?',
    },
  },
  2: {
    title: { es: 'Qué acción se busca', en: 'Which action is wanted' },
    question: {
      es: '¿Qué harían, y qué cambia en lo que dicen que harían?',
      en: 'What would they do, and what changes in what they say they would do?',
    },
  },
  3: {
    title: { es: 'Qué lo hace difícil', en: 'What makes it hard' },
    question: {
      es: '¿Por qué alguien que sabe no actuaría, y dónde le responde el sitio?',
      en: 'Why would somebody who knows not act, and where does the site answer?',
    },
  },
  4: {
    title: { es: 'Cómo llega al delito', en: 'How it reaches the crime' },
    question: {
      es: 'Si actúan, ¿qué parte de la trata se frena? ¿Qué se da por hecho, y qué de eso se ha puesto a prueba?',
      en: 'If they act, which part of trafficking is stopped? What is taken for granted, and which of it has been tested?',
    },
  },
  5: {
    title: { es: 'Qué cambió', en: 'What changed' },
    question: {
      es: '¿Qué cambió, en quiénes y cuánto? ¿Quién se fue antes? ¿Alguien salió peor?',
      en: 'What changed, for whom and by how much? Who left early? Was anybody worse off?',
    },
  },
}

export const SCALE_NAMES: Readonly<Record<Scale, Text>> = {
  knowledge: { es: 'Conocimiento', en: 'Knowledge' },
  myths: { es: 'Mitos rechazados', en: 'Myths rejected' },
  intention: { es: 'Intención', en: 'Intention' },
  confidence: { es: 'Confianza', en: 'Confidence' },
}
