/** The planning calculator: needs no figures and no token, since it is about a wave that has not been yet. */
import { useState } from 'preact/hooks'
import { PlanningCurve } from '../charts/PlanningCurve.tsx'
import { Plate } from '../charts/Plate.tsx'
import { percent } from '../words/figures.ts'
import { filled, type Speech } from '../words/words.ts'
import { answersTo, type Plan } from './answers.ts'
import { type Entry, entryOf, type FieldName } from './fields.ts'

const LEVELS = [0.1, 0.05, 0.01] as const
const POWERS = [0.8, 0.9, 0.95] as const

const FIRST: Readonly<Record<FieldName, string>> = { pairs: '200', points: '10', discordance: '40', effect: '0.3' }

export function Planning(speech: Speech) {
  const { words, language } = speech
  const [kind, setKind] = useState<Plan['kind']>('share')
  const [texts, setTexts] = useState(FIRST)
  const [level, setLevel] = useState(0.05)
  const [power, setPower] = useState(0.8)
  const names: readonly FieldName[] = kind === 'share' ? ['pairs', 'points', 'discordance'] : ['pairs', 'effect']
  const entries = Object.fromEntries(names.map((name) => [name, entryOf(name, texts[name], speech)])) as Partial<
    Record<FieldName, Entry>
  >
  const plan = planOf(kind, entries, { level, power })
  const answers = plan && answersTo(plan, speech)
  return (
    <section class="stack" aria-labelledby="plan-title">
      <h2 id="plan-title">{words.plan.title}</h2>
      <p>{words.plan.intro}</p>
      <form class="planning stack" onSubmit={(event) => event.preventDefault()} noValidate>
        <fieldset class="kinds">
          <legend>{words.plan.what}</legend>
          {(['share', 'score'] as const).map((each) => (
            <label class="choice" key={each}>
              <input type="radio" name="kind" value={each} checked={each === kind} onChange={() => setKind(each)} />
              {words.plan.kinds[each]}
            </label>
          ))}
        </fieldset>
        <div class="choosers">
          {names.map((name) => (
            <NumberField
              key={name}
              name={name}
              text={texts[name]}
              entry={entries[name]}
              onText={(text) => setTexts({ ...texts, [name]: text })}
              {...speech}
            />
          ))}
          <label class="field">
            {words.plan.power}
            <select value={power} onChange={(event) => setPower(Number(event.currentTarget.value))}>
              {POWERS.map((each) => (
                <option key={each} value={each}>
                  {percent(each, language)}
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            {words.plan.level}
            <select value={level} onChange={(event) => setLevel(Number(event.currentTarget.value))}>
              {LEVELS.map((each) => (
                <option key={each} value={each}>
                  {percent(each, language)}
                </option>
              ))}
            </select>
          </label>
        </div>
      </form>
      <div role="status" class="answers card stack">
        {answers ? (
          <>
            <p>{answers.seen}</p>
            <p>{answers.needed}</p>
          </>
        ) : (
          <p>{words.plan.mend}</p>
        )}
      </div>
      {plan && answers && (
        <Plate
          title={words.plan.curve[kind]}
          caption={words.plan.curveCaption}
          file={`plan-${kind}`}
          source={filled(words.plan.source, {
            power: percent(power, language),
            level: percent(level, language),
            discordance:
              plan.kind === 'share'
                ? filled(words.plan.sourceDiscordance, { discordance: percent(plan.discordance, language) })
                : '',
          })}
          draw={(drawing) => (
            <PlanningCurve
              {...drawing}
              {...speech}
              title={words.plan.curve[kind]}
              alternative={`${answers.seen} ${answers.needed}`}
              plan={plan}
            />
          )}
          {...speech}
        />
      )}
      <p class="quiet">{words.plan.note}</p>
    </section>
  )
}

function planOf(
  kind: Plan['kind'],
  entries: Partial<Record<FieldName, Entry>>,
  demand: { level: number; power: number },
): Plan | undefined {
  const value = (name: FieldName) => {
    const entry = entries[name]
    return entry?.kind === 'number' ? entry.value : undefined
  }
  const pairs = value('pairs')
  if (pairs === undefined) return undefined
  if (kind === 'score') {
    const change = value('effect')
    return change === undefined ? undefined : { kind, pairs, change, ...demand }
  }
  const [change, discordance] = [value('points'), value('discordance')]
  if (change === undefined || discordance === undefined) return undefined
  return { kind, pairs, change: change / 100, discordance: discordance / 100, ...demand }
}

interface NumberFieldProps extends Speech {
  readonly name: FieldName
  readonly text: string
  readonly entry: Entry | undefined
  readonly onText: (text: string) => void
}

function NumberField({ name, text, entry, onText, words }: NumberFieldProps) {
  const isWrong = entry?.kind === 'wrong'
  return (
    <div class="field">
      <label for={`plan-${name}`}>{words.plan.fields[name]}</label>
      <input
        id={`plan-${name}`}
        name={name}
        type="text"
        inputMode="decimal"
        autocomplete="off"
        value={text}
        aria-invalid={isWrong ? true : undefined}
        aria-describedby={`plan-${name}-hint plan-${name}-wrong`}
        onInput={(event) => onText(event.currentTarget.value)}
      />
      <small id={`plan-${name}-hint`} class="quiet">
        {words.plan.hints[name]}
      </small>
      <small id={`plan-${name}-wrong`} class="wrong" role="alert">
        {isWrong ? entry.message : ''}
      </small>
    </div>
  )
}
