/**
 * A stand-in for the browser's speech, which headless browsers have none of: it has the voices that it is given, writes down what it is told to say and in which
 * voice, and has said it when the test says so. Installed before the page's own scripts.
 */
import type { Page } from '@playwright/test'

export interface StandInVoice {
  readonly lang: string
  readonly localService: boolean
}

export interface Spoken {
  readonly text: string
  readonly lang: string
  readonly isLocal: boolean
}

declare global {
  interface Window {
    spoken: Spoken[]
    /** Ends what is being said, as when the voice is through with it. */
    endOfUtterance: () => void
    isSpeaking: () => boolean
    /** The voices that are there from now on; a browser tells of them when it has found them. */
    voicesAre: (voices: readonly StandInVoice[]) => void
  }
}

/** @param voices those that are there from the start */
export async function withSpeech(page: Page, voices: readonly StandInVoice[]): Promise<void> {
  await page.addInitScript((given: readonly StandInVoice[]) => {
    class Utterance {
      text: string
      voice: StandInVoice | null = null
      lang = ''
      onend: (() => void) | null = null
      onerror: (() => void) | null = null
      constructor(text: string) {
        this.text = text
      }
    }
    let there = given
    let saying: Utterance | undefined
    const speech = {
      onvoiceschanged: null as (() => void) | null,
      getVoices: () => there,
      speak(utterance: Utterance) {
        if (saying) throw new Error(`“${utterance.text}” while “${saying.text}” is being said`)
        saying = utterance
        window.spoken.push({ text: utterance.text, lang: utterance.lang, isLocal: utterance.voice?.localService ?? false })
      },
      // As in browsers: what is cut off ends too, and is told of later.
      cancel() {
        const cut = saying
        saying = undefined
        console.info('silenced')
        setTimeout(() => cut?.onerror?.())
      },
    }
    window.spoken = []
    window.isSpeaking = () => saying !== undefined
    window.voicesAre = (voices) => {
      there = voices
      speech.onvoiceschanged?.()
    }
    window.endOfUtterance = () => {
      const said = saying
      saying = undefined
      said?.onend?.()
    }
    Object.defineProperty(window, 'speechSynthesis', { value: speech })
    Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Utterance })
  }, voices)
}
