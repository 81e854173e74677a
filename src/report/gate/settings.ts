/**
 * The gate's settings, printed in every output. They may be made stricter, never looser: no flag, variable or parameter reaches them
 * (design.md, section 6; thresholds in use elsewhere: reliability.md, section 1, "SDC thresholds").
 */
import { CONCEPTS_PER_PERSON, EPSILON_PER_CONCEPT } from '../../assessment/strong-mode.ts'

export const GATE_SETTINGS = Object.freeze({
  /** New people that a snapshot needs, in each group it releases. */
  minimumBatch: 10,
  /** Fewest people that one group may hold beyond a group nested in it, unless it holds nobody. */
  minimumDifference: 10,
  /** Fewest people of each form order for tables to stay apart by order. */
  minimumOrder: 5,
  /** Fewest people for whom anything is shown. */
  minimumShown: 10,
  /** A count below this is withheld, with as many others as it takes that it cannot be got by subtraction. */
  minimumCell: 5,
  /** A leaf with fewer people in the wave shows only within its parents … */
  minimumLeaf: 20,
  /** … or, for a round table, fewer than this. */
  minimumRoundTable: 10,
  /** People in a whole wave for whom right-or-wrong × score tables are kept at its close. */
  minimumQuality: 100,
  /** Strong mode: how much a reported cell may say of a person, as ε (a larger one says more). */
  strongEpsilon: EPSILON_PER_CONCEPT,
  /** Strong mode: concepts that are reported of a person at most; her ε in all is the product. */
  strongConcepts: CONCEPTS_PER_PERSON,
  /** Public tables: counts are written to the nearest multiple of this. */
  roundingPublic: 5,
})

export type GateSettings = typeof GATE_SETTINGS
