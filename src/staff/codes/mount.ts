/** Brings the check of an address to life. */
import { h, render } from 'preact'
import { givenWords } from '../print/words.ts'
import { CodeCheck, type CodeCheckProps } from './CodeCheck.tsx'

const place = document.getElementById('code-check')
if (place) render(h(CodeCheck, givenWords<CodeCheckProps>('codes-words')), place)
