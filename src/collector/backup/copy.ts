/** What a kind of store can do for a backup: be read as of one moment, while it goes on counting, and be filled all at once. */
import type { BackedKey, Row, Table } from './format.ts'

export interface Filling {
  readonly put: (table: string, columns: readonly string[], rows: readonly Row[]) => Promise<void>
  /** What the store holds by now, with what was put. */
  readonly tables: () => AsyncIterable<Table>
}

export interface Copy {
  readonly kind: 'sqlite' | 'postgres'
  /** Of its schema. */
  readonly version: () => Promise<number>
  /** Rows that there are, roughly: for a bar. */
  readonly size: () => Promise<number>
  readonly read: <T>(work: (tables: AsyncIterable<Table>) => Promise<T>) => Promise<T>
  /**
   * Lets `work` put rows, and keeps all of them and the key, or nothing. Throws where the store holds something already, or has another key.
   * @param given the key of the settings, where there is one
   */
  readonly fill: (key: BackedKey, given: Buffer | undefined, work: (filling: Filling) => Promise<void>) => Promise<void>
}
