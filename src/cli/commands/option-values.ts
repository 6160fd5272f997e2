import { InvalidArgumentError } from 'commander'
import { STEP_NAMES, type StepName } from '../../answering/trace.ts'

export function wholeNumber(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('Give a whole number.')
  return value
}

export function positiveNumber(text: string): number {
  const value = wholeNumber(text)
  if (value < 1) throw new InvalidArgumentError('Give a whole number of at least 1.')
  // The timers of Node go no further.
  if (value > 2_147_483_647) throw new InvalidArgumentError('Give at most 2147483647.')
  return value
}

export function stepNames(text: string): StepName[] {
  const names = text.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !STEP_NAMES.some((step) => step === name))
  if (unknown !== undefined) {
    throw new InvalidArgumentError(`There is no step "${unknown}". The steps are ${STEP_NAMES.join(', ')}.`)
  }
  return names as StepName[]
}

/** Names separated by commas; what they mean is checked where they are used. */
export function namesList(text: string): string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (names.length === 0) throw new InvalidArgumentError('Give at least one name.')
  return names
}

/** Midnight of that day in UTC. */
export function day(text: string): Date {
  const date = new Date(`${text}T00:00:00Z`)
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(date.getTime())) {
    throw new InvalidArgumentError('Give a day as 2026-01-31.')
  }
  return date
}
