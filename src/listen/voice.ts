/**
 * The voice that a page is read with: one that is on the phone itself. A remote voice would send the text, and with it what somebody is reading, to whoever
 * offers the voice; where there is no other, nothing is read.
 */
export type Voice = Pick<SpeechSynthesisVoice, 'lang' | 'localService'>

/** Spanish as it is spoken near Colombia, Colombia's own first. Android writes `es_CO` where others write `es-CO`. */
const NEAR = [/^es.CO/, /^es.(419|MX|US)/]

/** @param language the page's: `es` or `en` */
export function localVoice<V extends Voice>(voices: readonly V[], language: string): V | undefined {
  const local = voices.filter((voice) => voice.localService && voice.lang.startsWith(language))
  const near = NEAR.map((place) => local.find((voice) => place.test(voice.lang))).find((voice) => voice)
  return near ?? local[0]
}
