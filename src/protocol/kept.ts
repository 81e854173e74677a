/** Days from a visit on which its follow-up is offered, and after which what a phone keeps for it is erased. */
export const FOLLOWUP_FROM_DAYS = 14
export const KEPT_DAYS = 120
