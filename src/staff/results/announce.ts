/** What the page says aloud after something was done: one line, read out by whoever listens. */
import { atom } from 'nanostores'

export const $announcement = atom('')

export const announce = (text: string): void => $announcement.set(text)
