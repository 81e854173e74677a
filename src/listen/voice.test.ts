import { expect, test } from 'vitest'
import { localVoice } from './voice.ts'

const local = (lang: string) => ({ lang, localService: true })
const remote = (lang: string) => ({ lang, localService: false })

test('a voice that would send the text away is never taken', () => {
  expect(localVoice([remote('es-CO'), remote('es-ES')], 'es')).toBeUndefined()
  expect(localVoice([remote('es-CO'), local('es-ES')], 'es')).toEqual(local('es-ES'))
})

test('a voice speaks the language of the page', () => {
  expect(localVoice([local('en-US'), local('pt-BR')], 'es')).toBeUndefined()
  expect(localVoice([local('es-ES'), local('en-GB')], 'en')).toEqual(local('en-GB'))
})

test('Colombian Spanish comes first, then that of its neighbours, however the phone writes it', () => {
  const spain = local('es-ES')
  expect(localVoice([spain, local('es-MX'), local('es-CO')], 'es')).toEqual(local('es-CO'))
  expect(localVoice([spain, local('es_US')], 'es')).toEqual(local('es_US'))
  expect(localVoice([spain, local('es-AR')], 'es')).toEqual(spain)
})

test('where there is no voice, there is none', () => {
  expect(localVoice([], 'es')).toBeUndefined()
})
