/** Files that are there whole or not at all. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Writes files together: where one of several cannot be written, none is. Each comes under its name only once it is whole. */
export function writeTogether(files: readonly { readonly file: string; readonly data: string | Uint8Array }[]): void {
  try {
    for (const { file, data } of files) {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(`${file}.part`, data)
    }
  } catch (error) {
    for (const { file } of files) rmSync(`${file}.part`, { force: true })
    throw error
  }
  for (const { file } of files) renameSync(`${file}.part`, file)
}
