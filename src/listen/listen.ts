/**
 * Reading a page aloud with the voice of the phone, sentence by sentence; the one being spoken is marked.
 *
 * Pausing ends the speech and going on begins the sentence anew: on Android `speechSynthesis.pause()` cannot be undone. What is not shown is not read. Before a
 * folded leaf the voice waits, since it is the reader who turns it: she opens it, or goes on, which opens it too.
 */
import sheet from './listen.css?url'
import { blockOf, sentencesIn } from './sentences.ts'
import { localVoice } from './voice.ts'

const controls = document.querySelector<HTMLElement>('.listen')
const main = controls?.closest('main')
const [toggle, end] = controls?.querySelectorAll('button') ?? []
if (controls && main && toggle && end && window.speechSynthesis) offer(main, controls, toggle, end)

function offer(main: Element, controls: HTMLElement, toggle: HTMLButtonElement, end: HTMLButtonElement): void {
  const { lang } = document.documentElement
  const [startWord = '', pauseWord = '', goWord = ''] = controls.dataset.words?.split('|') ?? []

  let sentences: Range[] = []
  let next = 0
  /** What is being said now. Held on to, since of an utterance that nobody holds a browser may never tell that it ended. */
  let spoken: SpeechSynthesisUtterance | undefined
  /** The leaf before which the voice waits. */
  let leaf: HTMLDetailsElement | undefined
  let marked: Element | undefined

  const voice = () => localVoice(speechSynthesis.getVoices(), lang)

  function mark(sentence?: Range): void {
    marked?.classList.remove('spoken')
    CSS.highlights?.clear()
    if (!sentence) return
    marked = blockOf(sentence)
    if (CSS.highlights) CSS.highlights.set('spoken', new Highlight(sentence))
    else marked?.classList.add('spoken')
    marked?.scrollIntoView({ block: 'nearest' })
  }

  function pause(): void {
    if (!spoken) return
    spoken = undefined
    speechSynthesis.cancel()
    toggle.textContent = goWord
  }

  function stop(): void {
    pause()
    leaf = undefined
    next = 0
    mark()
    toggle.textContent = startWord
    end.hidden = true
  }

  function speak(): void {
    const sentence = sentences[next]
    if (!sentence) {
      stop()
      return
    }
    const folded = blockOf(sentence)?.closest('details:not([open]) > :not(summary)')?.parentElement
    if (folded?.matches('.turn')) {
      leaf = folded as HTMLDetailsElement
      pause()
    } else if (folded || !sentence.getClientRects()[0]) goOn()
    else {
      mark(sentence)
      say(sentence.toString())
    }
  }

  function goOn(): void {
    next++
    speak()
  }

  function say(text: string): void {
    const own = voice()
    // Without a voice of its own a browser takes whichever it likes, one that sends the text away too.
    if (!own) {
      stop()
      return
    }
    const saying = new SpeechSynthesisUtterance(text)
    saying.voice = own
    saying.lang = own.lang
    // What was cut off has ended too, but is not what is being said any more.
    saying.onend = () => saying === spoken && goOn()
    saying.onerror = () => saying === spoken && pause()
    spoken = saying
    speechSynthesis.speak(saying)
  }

  toggle.onclick = () => {
    if (spoken) {
      pause()
      return
    }
    if (end.hidden) begin()
    toggle.textContent = pauseWord
    if (leaf) leaf.open = true
    leaf = undefined
    speak()
  }

  function begin(): void {
    if (!marked) {
      const link = document.createElement('link')
      link.rel = 'stylesheet'
      link.href = sheet
      document.head.append(link)
    }
    sentences = sentencesIn(main, lang)
    end.hidden = false
  }

  end.onclick = () => {
    stop()
    toggle.focus()
  }
  // `toggle` is told to those above on its way down alone.
  addEventListener('toggle', ({ target }) => leaf?.open && target === leaf && toggle.click(), true)

  // A voice must not go on speaking of this when somebody has put the page away, left it, or covered it to leave.
  document.addEventListener('visibilitychange', () => document.hidden && pause())
  addEventListener('pagehide', stop)
  new MutationObserver(stop).observe(document.documentElement, { childList: true })

  // Its place is there from the start, so that nothing moves under a thumb when the phone names its voices later.
  controls.hidden = false
  const show = () => {
    toggle.style.visibility = voice() ? '' : 'hidden'
  }
  speechSynthesis.onvoiceschanged = show
  show()
}
