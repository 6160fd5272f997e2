import type { Random } from '../../base/random.ts'
import type { SqlValue } from '../../database/database.ts'
import type { ColumnType } from '../../database/schema.ts'
import type { HintedLiteral } from './read-gold-hints.ts'

const DAY_MS = 86_400_000
const ISO_DATE = /^(\d{4}-\d{2}-\d{2})(.*)$/s
const WORDS =
  'amber birch cedar delta ember frost grove heron ivory jade lemon maple north ocean pearl river'.split(' ')

/** A value like those that are stored, and perhaps none of them. Numbers come from `spread` times their range. */
export function makeValue(
  stored: readonly SqlValue[],
  type: ColumnType,
  random: Random,
  spread = 1.2,
): SqlValue {
  if (stored.length === 0) return makeFromType(type, random)
  const model = random.pick(stored)
  if (typeof model === 'bigint' || typeof model === 'number')
    return numberWithin(stored, model, spread, random)
  return typeof model === 'string' ? similarText(model, stored, random) : model
}

/** What lies at and around a literal: where a query with one edit less or more draws its line elsewhere. */
export function valuesNear({ value, isPattern }: HintedLiteral, holdsNumbers: boolean): SqlValue[] {
  const number = Number(value)
  if (holdsNumbers && !isPattern && Number.isFinite(number) && String(value).trim() !== '') {
    if (!Number.isInteger(number)) return [number, number - 0.25, number + 0.25]
    const whole = BigInt(number)
    return [whole, whole - 1n, whole + 1n]
  }
  const text = String(value)
  if (isPattern) return textsNear(text.replaceAll('%', '').replaceAll('_', 'n'))
  // An ISO date has neighbours of its own.
  return ISO_DATE.test(text) ? [text, shiftDate(text, -1), shiftDate(text, 1)] : textsNear(text)
}

function textsNear(text: string): string[] {
  const swapped = text === text.toLowerCase() ? text.toUpperCase() : text.toLowerCase()
  return [text, `${text} x`, `x ${text}`, `x${text}x`, text.slice(0, -1), swapped].filter(
    (near) => near !== '',
  )
}

function makeFromType(type: ColumnType, random: Random): SqlValue {
  switch (type) {
    case 'integer':
      return BigInt(1 + random.below(random.pick([5, 30, 2_000])))
    case 'boolean':
      return BigInt(random.below(2))
    // Quarters add up exactly, in whatever order a query adds them.
    case 'real':
      return random.below(2_000) / 4
    case 'date':
      return shiftDate('2015-01-01', random.below(4_000))
    case 'datetime':
      return shiftDate('2015-01-01 12:00:00', random.below(4_000))
    default:
      return `${random.pick(WORDS)} ${random.pick(WORDS)}`
  }
}

/** From the least that is stored upwards. */
function numberWithin(
  stored: readonly SqlValue[],
  model: bigint | number,
  spread: number,
  random: Random,
): SqlValue {
  const numbers = stored.flatMap((value) =>
    typeof value === 'bigint' || typeof value === 'number' ? [Number(value)] : [],
  )
  const low = Math.min(...numbers)
  const width = Math.max(Math.max(...numbers) - low, 4) * spread
  const drawn = low + random.next() * width
  if (typeof model === 'number') return Math.round(drawn * 4) / 4
  return Number.isSafeInteger(Math.round(drawn)) ? BigInt(Math.round(drawn)) : model
}

function similarText(model: string, stored: readonly SqlValue[], random: Random): string {
  if (ISO_DATE.test(model)) return shiftDate(model, random.below(800) - 400)
  const other = random.pick(stored)
  const [first, second] = [model.split(' '), typeof other === 'string' ? other.split(' ') : []]
  // Words of two values keep their length and look; a single word gets other letters.
  if (first.length > 1 && second.length > 1 && random.next() < 0.6)
    return [first[0], ...second.slice(1)].join(' ')
  return model.replace(/\p{Ll}|\p{Lu}|\d/gu, (character) => otherCharacter(character, random))
}

function otherCharacter(character: string, random: Random): string {
  if (random.next() < 0.4) return character
  if (/\d/.test(character)) return String(random.below(10))
  const letter = String.fromCharCode(97 + random.below(26))
  return character === character.toLowerCase() ? letter : letter.toUpperCase()
}

/** The date part moved by days, what follows it as it is; a date that no calendar has stays. */
function shiftDate(text: string, days: number): string {
  const [, date, rest] = ISO_DATE.exec(text)!
  const time = Date.parse(`${date}T00:00:00Z`)
  if (Number.isNaN(time)) return text
  return new Date(time + days * DAY_MS).toISOString().slice(0, 10) + rest
}
