/** Brings the page of the follow-up to life; what it says can be read without. */
import { createRef, h, render } from 'preact'
import { openOutbox } from '../outbox.ts'
import { Followup } from './Followup.tsx'
import type { FollowupData } from './page-data.ts'

const data = JSON.parse(document.getElementById('followup-data')?.textContent ?? '') as FollowupData

const screen = createRef<Followup>()
render(h(Followup, { data, ref: screen } as { data: FollowupData }), document.getElementById('quiz') as HTMLElement)
openOutbox((news) => screen.current?.heard(news))
