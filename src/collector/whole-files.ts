/** Files that are there whole or not at all. */
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Writes files together: where one of several cannot be written, none is. Each comes under its name only once it is whole. */
export function writeTogether(
  files: readonly { readonly file: string; readonly data: string | Uint8Array }[],
  mode?: number,
): void {
  try {
    for (const { file, data } of files) {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(`${file}.part`, data)
      // What is public is for everybody on the machine to read; the account's mask would keep it from them.
      if (mode !== undefined) chmodSync(`${file}.part`, mode)
    }
  } catch (error) {
    for (const { file } of files) rmSync(`${file}.part`, { force: true })
    throw error
  }
  for (const { file } of files) renameSync(`${file}.part`, file)
}
