/** A store that answers at once, as one that answers later. */
import type { LaterStore, Store } from '../../src/collector/store/store.ts'

export const later = (store: Store): LaterStore =>
  Object.fromEntries(
    Object.entries(store).map(([name, call]) => [name, async (...given: unknown[]) => call(...given)]),
  ) as unknown as LaterStore
