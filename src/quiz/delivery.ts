/** What became of the last record: the result page says so. */
import { atom } from 'nanostores'
import type { Delivery } from './outbox.ts'

export const $delivery = atom<Delivery>('sending')
