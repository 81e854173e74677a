/**
 * What the collector keeps: counters, one-time numbers, snapshots, staff tokens, what was done with them, sessions at round tables. No store has a place for
 * anything else.
 */

import type { TableCount, TableSession } from '../../protocol/table-session.ts'
import type { Rest } from '../../report/gate/close.ts'
import type { GateMemory } from '../../report/gate/release.ts'
import type { Snapshot } from '../../report/gate/snapshot.ts'
import type { QualityTally } from '../../report/report.ts'
import type { Leaf } from '../../tally/leaf.ts'
import type { ShardState } from '../../tally/quarantine.ts'
import type { Tally } from '../../tally/tally.ts'
import type { AuditEntry, AuditLog } from './audit-log.ts'
import type { QuarantineDecision } from './quarantine-work.ts'
import type { KeptToken, TokenEnd, TokenTerms } from './staff-token.ts'

/** One message to count: its one-time number, and the keys that it adds one to. */
export interface Submission {
  /** 32 hexadecimal digits. */
  readonly id: string
  /** A leaf's id, `wave/instrument/place`. */
  readonly leaf: string
  readonly keys: readonly string[]
  /** Of an endline that goes with a baseline: the batch that her baseline was to go out with, and what alone is counted where it has gone out since. */
  readonly follows?: { readonly batch: number | undefined; readonly late: readonly string[] }
}

/** In how many hours more came for a place than its limit lets through without quarantine. */
export interface PlaceAlarm {
  readonly place: string
  readonly hours: number
}

/** What a leaf holds. */
export interface LeafState extends Leaf {
  readonly live: Tally
  readonly memory: GateMemory
}

/**
 * What the gate did with a leaf. Why it held one back stays inside: whoever asked again after each arrival would learn from a change of reason
 * that the newest person answered differently.
 */
export interface SnapshotOutcome extends Leaf {
  readonly outcome: 'released' | 'held'
  readonly n: number
}

/**
 * A store. `commit` is durable when it returns, counts each one-time number once, and does all or nothing.
 * Every call throws where the store cannot do its work; nothing is then changed.
 */
export interface Store {
  /**
   * `day` is the collector's date, YYYY-MM-DD: one-time numbers are kept by it. Gives for each submission the number of the batch of baselines that its leaf
   * was gathering when it was first counted (gate/release, `batchOfBaseline`): a repeated message gets the number of its first time.
   */
  commit(batch: readonly Submission[], day: string): readonly number[]
  /** How many submissions `commit` has met, since this store was opened, whose number was known: sent again, or twice in a batch. */
  repeats(): number
  /**
   * Forgets what is over: the journal, one-time numbers older than two windows, and what stood in a page before. Called when nothing waits, and
   * every hour. False where somebody else was reading: to be called again.
   */
  settle(day: string): boolean
  /** Runs the gate over every leaf of a wave, or over those of one place alone, and keeps what it releases. */
  takeSnapshots(wave: string, day: string, place?: string): SnapshotOutcome[]
  /**
   * Closes a wave: the last snapshots, the rests pooled or given up, what nobody decided on in quarantine dropped. Once; a second call gives the first one's report. The caller sees to it that
   * nothing is counted for the wave any more.
   */
  closeWave(wave: string, day: string): Rest[]
  /** The report of a closed wave, or undefined while it is open. */
  closing(wave: string): Rest[] | undefined
  snapshots(wave: string): Snapshot[]
  /** What the close of a wave kept of its items' quality, by instrument; empty while it is open, and where fewer than 100 people answered. */
  quality(wave: string): QualityTally[]
  /** The exact state of every leaf of a wave, for checks on this machine. No address serves it. */
  leaves(wave: string): LeafState[]
  /** What is in a wave's quarantine and waits for a decision. Exact, and for the collector alone. */
  quarantined(wave: string): ShardState[]
  /**
   * Takes a shard of the quarantine into its leaf, as if all of it arrived now, or drops it; either way it is empty afterwards. Gives how many people were in it,
   * or undefined where it holds nothing.
   */
  decideQuarantine(shard: string, decision: QuarantineDecision, day: string): number | undefined
  /** By place of a wave, in how many hours it was over its limit. They are known after the close too. */
  alarms(wave: string): PlaceAlarm[]
  /** Keeps a session at a round table. Where one with its id is kept already nothing changes, and that one is given. */
  keepTable(session: TableSession): TableSession
  /** Every session, newest day first. */
  tables(): TableSession[]
  /** Ends a session; false where there is none with this id. */
  endTable(id: string): boolean
  /** People counted in one leaf so far. For a session's projector alone. */
  people(leaf: string): TableCount
  /** Keeps a token's hash, its last day and its terms (without any: `NO_TERMS`), and ends others with the same stroke. */
  addToken(hash: string, expires: string, terms?: TokenTerms, ends?: readonly TokenEnd[]): void
  /** Ends tokens, all or none. Gives how many of them were not revoked before. */
  endTokens(ends: readonly TokenEnd[]): number
  /** Every token that was ever made, in no order that tells which came first. */
  tokens(): KeptToken[]
  /** Writes a line of the audit log, unless the same was noted in the same hour; lines that are too old are forgotten with it. */
  note(entry: AuditEntry): void
  auditLog(): AuditLog
  close(): void
}

/** The same calls, each answered later: of a store on a thread of its own, or on another machine. They are done in the order they were made. */
export type LaterStore = {
  readonly [Call in keyof Store]: (...given: Parameters<Store[Call]>) => Promise<ReturnType<Store[Call]>>
}
