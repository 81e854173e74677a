/** Phones at the same venues, without a browser: adults who answer before and after, over the collector's own address, and the count of what they sent. */
import { BATCH_HEADER } from '../../src/protocol/acknowledgement.ts'
import { instrumentOf, waveOf } from '../../src/protocol/catalogue.ts'
import type { AnswerRecord } from '../../src/protocol/record.ts'
import type { Counters } from '../browser/expected.ts'
import { countedByHand } from '../collector/oracle.ts'
import { oneOf, oneTimeNumber, randomAnswers, seeded } from '../specimen.ts'
import { catalogue } from './released.ts'

/** @param code the venue's printed code @returns counters by leaf, days of footfall added up */
export async function answerByPhone(address: string, venue: string, code: string, people: number, seed: number): Promise<Counters> {
  const random = seeded(seed)
  const campaign = catalogue()
  const wave = waveOf(campaign, campaign.currentWave)
  const short = wave && instrumentOf(campaign, 'core-short@1')
  if (!wave || !short) throw new Error('the current wave has no short instrument')
  const sent: AnswerRecord[] = []
  const send = async (record: AnswerRecord): Promise<number> => {
    const answer = await fetch(`${address}/api/records`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(record),
    })
    if (!answer.ok) throw new Error(`a phone's ${record.occasion} was answered ${answer.status}: ${await answer.text()}`)
    sent.push(record)
    return Number(answer.headers.get(BATCH_HEADER))
  }
  for (let person = 0; person < people; person++) {
    const common = { v: 1, wave: wave.id, instrument: short.id, arm: 'questions-first', age: '18+', venue: code } as const
    const order = oneOf(random, ['AB', 'BA'] as const)
    const answers = randomAnswers(random, short.concepts)
    const thenTested = short.concepts.filter(({ thenTest }) => thenTest)
    const batch = await send({ ...common, order, id: oneTimeNumber(random), occasion: 'baseline', answers, barriers: [] })
    await send({
      ...common,
      order,
      id: oneTimeNumber(random),
      occasion: 'endline',
      answers: randomAnswers(random, short.concepts),
      before: answers,
      batch,
      ...(thenTested.length > 0 && { recalled: randomAnswers(random, thenTested) }),
    })
  }
  const counters: Counters = {}
  const counted = countedByHand(sent, { instruments: [short], place: () => venue, day: 'any' })
  for (const [name, n] of Object.entries(counted)) {
    const [leaf = '', key = ''] = name.split(' ')
    counters[leaf] ??= {}
    counters[leaf][key.replace(/^f:finish:.*/, 'f:finish')] = n
  }
  return counters
}
