import { visibleText } from './visible-text.ts'

/** Text that is HTML already. Only `html` and `trusted` make it. */
export interface Html {
  readonly kind: 'html'
  readonly markup: string
}

/** What may stand in a template: markup as it is, everything else escaped, null and false as nothing. */
export type Fragment = Html | string | number | null | false | readonly Fragment[]

/**
 * A template that escapes by default: what a database, a question or a model wrote cannot become markup, neither
 * between tags nor in an attribute, which the template has to put in double quotes.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Fragment[]): Html {
  return trusted(parts.map((part, at) => (at === 0 ? part : textOf(values[at - 1]!) + part)).join(''))
}

/** For markup, style and script that are written in this folder, and for nothing else. */
export function trusted(text: string): Html {
  return { kind: 'html', markup: text }
}

function textOf(value: Fragment): string {
  if (value === null || value === false) return ''
  if (typeof value === 'string') return escapeText(visibleText(value))
  if (typeof value === 'number') return String(value)
  return 'markup' in value ? value.markup : value.map(textOf).join('')
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!)
}
