/** What the rule makes of the places: who is chosen, how firmly, what chance will do with them, the chart, the table, and the table as a file. */
import { useMemo } from 'preact/hooks'
import { type Choice, choosePlaces, type Sensitivity, sensitivityOf } from '../../monitoring/choice.ts'
import type { Place } from '../../monitoring/places.ts'
import { expectedRise } from '../../monitoring/regression.ts'
import { csvText } from '../../report/formats/csv.ts'
import { type Opened, stemOf } from '../cases/opened.ts'
import { type CaseSpeech, figure, intervalText, listed, ratioText, titled } from '../cases/told.ts'
import { Plate } from '../charts/Plate.tsx'
import { RateRows } from '../charts/RateRows.tsx'
import { announce } from '../results/announce.ts'
import { Table } from '../results/Table.tsx'
import { save } from '../save.ts'
import { count } from '../words/figures.ts'
import { filled } from '../words/words.ts'
import { choiceTable } from './choice-table.ts'

interface ChoosingProps extends CaseSpeech {
  readonly opened: Opened
  readonly places: readonly Place[]
  readonly wanted: string
  readonly onWanted: (wanted: string) => void
}

export function Choosing({ opened, places, wanted, onWanted, ...speech }: ChoosingProps) {
  const { told } = speech
  const asked = /^\d{1,6}$/.test(wanted.trim()) ? Number(wanted) : 0
  // Eight of five are all five: who opens a short file has not asked for more than it has.
  const number = Math.min(asked, places.length)
  const isWrong = asked < 1
  const choice = useMemo(() => (number < 1 ? undefined : choosePlaces(places, number)), [places, number])
  if (choice?.kind === 'refused')
    return (
      <p class="notice" role="alert">
        {told.places.refused[choice.reason]}
      </p>
    )
  return (
    <>
      <div class="how-many screen-only">
        <label class="field">
          {told.places.wanted}
          <input
            id="wanted"
            type="text"
            inputMode="numeric"
            autocomplete="off"
            value={wanted}
            aria-invalid={isWrong ? true : undefined}
            aria-describedby="wanted-hint wanted-wrong"
            onInput={(event) => onWanted(event.currentTarget.value)}
          />
        </label>
        <small id="wanted-hint" class="quiet">
          {filled(told.places.wantedHint, { n: places.length })}
        </small>{' '}
        <small id="wanted-wrong" class="wrong" role="alert">
          {isWrong ? filled(told.places.wantedWrong, { n: places.length }) : ''}
        </small>
      </div>
      {choice && <Ranked choice={choice} opened={opened} places={places} wanted={number} {...speech} />}
    </>
  )
}

interface RankedProps extends CaseSpeech {
  readonly choice: Choice
  readonly opened: Opened
  readonly places: readonly Place[]
  readonly wanted: number
}

function Ranked({ choice, opened, places, wanted, ...speech }: RankedProps) {
  const { told, language } = speech
  const say = told.places
  const by1 = useMoves(places, wanted, 1)
  const by2 = useMoves(places, wanted, 2)
  const chosen = choice.ranked.filter(({ isChosen }) => isChosen).map(({ place }) => place.city)
  const firm = chosen.filter((city) => by2.get(city)?.chosen === 'always')
  const loose = choice.ranked.map(({ place }) => place.city).filter((city) => by2.get(city)?.chosen === 'sometimes')
  const chance = chanceSentence(places, chosen, speech)
  const write = (rate: number) => figure(rate, language)
  const title = titled(say.chart, opened.isInvented, speech)
  const file = `${stemOf(opened)}_${told.places.title.toLowerCase().replace(/\s+/g, '-')}`
  return (
    <section class="stack" aria-labelledby="found-title">
      <h2 id="found-title">{say.result}</h2>
      <div role="status" class="answers card stack">
        {choice.differs ? (
          <>
            <p>{filled(say.found, { cities: listed(chosen, language) })}</p>
            {chosen.length > wanted && <p>{filled(say.ties, { n: chosen.length, wanted })}</p>}
            {firm.length > 0 && <p>{filled(say.firm, { cities: listed(firm, language) })}</p>}
            {loose.length > 0 && <p>{filled(say.loose, { cities: listed(loose, language) })}</p>}
          </>
        ) : (
          <p>{say.alike}</p>
        )}
      </div>
      {choice.differs && chance && <p class="chance">{chance}</p>}
      <Plate
        title={title}
        caption={say.chartCaption}
        file={file}
        source={titled(filled(say.source, { name: opened.name }), opened.isInvented, speech)}
        draw={(drawing) => (
          <RateRows
            {...drawing}
            title={title}
            alternative={choice.ranked
              .map(({ place, rank, own, shrunken }) =>
                filled(say.alternative, {
                  rank,
                  city: place.city,
                  own: write(own.rate),
                  low: write(own.interval.low),
                  high: write(own.interval.high),
                  shrunken: write(shrunken.rate),
                }),
              )
              .join(' ')}
            rows={choice.ranked.map(({ place, own, shrunken, isChosen }) => ({
              key: place.city,
              name: isChosen ? `✓ ${place.city}` : place.city,
              isBold: isChosen,
              own: own.rate,
              interval: own.interval,
              shrunken: shrunken.rate,
              figures: [`${write(own.rate)} → ${write(shrunken.rate)}`, intervalText(own.interval, speech)],
            }))}
            overall={choice.overall}
            write={write}
            notes={[...(opened.isInvented ? [told.example.mark] : []), ...(choice.differs && chance ? [chance] : [])]}
            legend={{
              own: say.own,
              shrunken: say.shrunken,
              interval: speech.words.chart.interval,
              overall: filled(say.overall, { rate: write(choice.overall) }),
            }}
          />
        )}
        {...speech}
      />
      <Table
        caption={titled(say.table, opened.isInvented, speech)}
        heads={[
          say.heads.city,
          say.heads.rank,
          say.heads.cases,
          say.heads.prosecutors,
          say.heads.own,
          say.heads.shrunken,
          say.heads.by1,
          say.heads.by2,
        ]}
        rows={choice.ranked.map(({ place, rank, own, shrunken, isChosen }) => ({
          key: place.city,
          head: (
            <>
              {place.city}
              {isChosen && <small class="chosen">{say.chosen}</small>}
            </>
          ),
          cells: [
            count(rank, language),
            count(place.cases, language),
            count(place.prosecutorPeriods, language),
            <Estimate key="own" value={write(own.rate)} limits={intervalText(own.interval, speech)} />,
            <Estimate key="shrunken" value={write(shrunken.rate)} limits={intervalText(shrunken.interval, speech)} />,
            <Moves key="1" found={by1.get(place.city)} {...speech} />,
            <Moves key="2" found={by2.get(place.city)} {...speech} />,
          ],
        }))}
      />
      <p class="quiet">{say.note}</p>
      <p class="screen-only">
        <button
          type="button"
          class="button-quiet"
          onClick={() => {
            save(`${file}.csv`, csvText(choiceTable(choice, [by1, by2], opened.isInvented ? told.example.mark : '')), 'text/csv')
            announce(filled(speech.words.saved, { name: `${file}.csv` }))
          }}
        >
          {say.csv}
        </button>
      </p>
    </section>
  )
}

const useMoves = (places: readonly Place[], wanted: number, by: number): ReadonlyMap<string, Sensitivity> =>
  useMemo(() => new Map(sensitivityOf(places, wanted, by).map((one) => [one.city, one])), [places, wanted, by])

function chanceSentence(places: readonly Place[], chosen: readonly string[], speech: CaseSpeech): string | undefined {
  const rise = expectedRise(places, chosen)
  if (rise.kind === 'refused') return undefined
  const { told, language } = speech
  const given = {
    seen: count(rise.seen, language),
    expected: count(Math.round(rise.expected), language),
    ratio: ratioText(rise.ratio, speech),
  }
  return filled(rise.seen === 0 ? told.places.chanceNone : told.places.chance, given)
}

const Estimate = ({ value, limits }: { readonly value: string; readonly limits: string }) => (
  <>
    {value}
    <small>{limits}</small>
  </>
)

function Moves({ found, told }: CaseSpeech & { readonly found: Sensitivity | undefined }) {
  if (!found) return null
  const [low, high] = found.ranks
  return (
    <>
      {told.places[found.chosen]}
      <small>{filled(low === high ? told.places.rankAlone : told.places.rankRange, { low, high })}</small>
    </>
  )
}
