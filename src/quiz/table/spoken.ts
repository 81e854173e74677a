/** The six digits that are said aloud in a room: typed by whoever cannot scan, and turned into the session's code by the collector in the room. */
import { PROBLEM_MEDIA_TYPE } from '../../protocol/problem.ts'
import type { SpokenAnswer } from '../../protocol/table-session.ts'
import type { RoomData } from './room-data.ts'

type Trouble = keyof RoomData['room']['spoken']

/** Shows the form, and goes on with the code that its digits give. */
export function askForDigits({ room, language }: RoomData): void {
  const form = document.getElementById('join') as HTMLFormElement
  const trouble = form.querySelector('[role=alert]') as HTMLElement
  const field = form.querySelector('input') as HTMLInputElement
  form.hidden = false
  form.onsubmit = async (event) => {
    event.preventDefault()
    trouble.textContent = ''
    field.removeAttribute('aria-invalid')
    const found = await codeBehind(field.value)
    if (typeof found === 'string') {
      trouble.textContent = room.spoken[found]
      if (found === 'wrong') field.setAttribute('aria-invalid', 'true')
      field.focus()
      return
    }
    location.assign(`${found.path[language]}#${found.code}`)
  }
}

async function codeBehind(digits: string): Promise<SpokenAnswer | Trouble> {
  try {
    const answer = await fetch(`/api/tables/spoken?digits=${encodeURIComponent(digits)}`)
    if (answer.ok) return (await answer.json()) as SpokenAnswer
    if (!answer.headers.get('content-type')?.startsWith(PROBLEM_MEDIA_TYPE)) return 'none'
    return answer.status === 503 ? 'later' : 'wrong'
  } catch {
    return 'failed'
  }
}
