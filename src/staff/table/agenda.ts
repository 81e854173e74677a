/** In which order a table talks about its concepts: where fewest get it right now comes first. */
import type { ConceptResult } from '../../report/results.ts'

export interface Agenda {
  /** Weakest first: the share that is right after, then the larger share that does not know, then the instrument's order. */
  readonly told: readonly ConceptResult[]
  /** Whose figure after is withheld: fewer than 5 right or fewer than 5 wrong, and nobody may say which. In the instrument's order. */
  readonly untold: readonly ConceptResult[]
}

export function agendaOf(results: readonly ConceptResult[]): Agenda {
  const unsure = ({ dontKnowAfter }: ConceptResult) => (dontKnowAfter.kind === 'shown' ? dontKnowAfter.value.share : 0)
  const right = ({ after }: ConceptResult) => (after.kind === 'shown' ? after.value.share : 1)
  return {
    told: results.filter(({ after }) => after.kind === 'shown').sort((a, b) => right(a) - right(b) || unsure(b) - unsure(a)),
    untold: results.filter(({ after }) => after.kind !== 'shown'),
  }
}
