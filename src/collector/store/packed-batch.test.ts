import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packer, unpacker } from './packed-batch.ts'

const name = fc.stringMatching(/^[a-z0-9:>/@-]{1,12}$/)
const id = fc.stringMatching(/^[0-9a-f]{32}$/)
const submission = fc.record(
  {
    id,
    leaf: name,
    keys: fc.array(name, { maxLength: 8 }),
    follows: fc.record({ batch: fc.option(fc.nat(), { nil: undefined }), late: fc.array(name, { maxLength: 3 }) }),
  },
  { requiredKeys: ['id', 'leaf', 'keys'] },
)

test('batches arrive as they were sent, one after the other, over a thread’s border', () => {
  fc.assert(
    fc.property(fc.array(fc.array(submission, { maxLength: 10 }), { maxLength: 6 }), (batches) => {
      const pack = packer()
      const unpack = unpacker()
      for (const batch of batches) expect(unpack(structuredClone(pack(batch)))).toEqual(batch)
    }),
  )
})

test('a name crosses once', () => {
  const pack = packer()
  const one = { id: '0'.repeat(32), leaf: 'w/i/p', keys: ['a', 'b'] }
  expect(pack([one, one]).names).toEqual(['w/i/p', 'a', 'b'])
  expect(pack([{ ...one, keys: ['b', 'c'] }]).names).toEqual(['c'])
})
