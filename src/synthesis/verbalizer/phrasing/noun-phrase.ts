import { singularOf } from '../../../sql/restatement/plural.ts'

/** "a price", "an age", "the number of …", "details". */
export function indefinite(noun: string): string {
  if (/(?:^| )number of /.test(noun)) return `${startsWithVowel(noun) ? 'an' : 'a'} ${noun}`
  const head = noun.split(' ').at(-1)!
  const isPlural = head.length > 3 && singularOf(head) !== head
  if (isPlural) return noun
  return `${startsWithVowel(noun) ? 'an' : 'a'} ${noun}`
}

/** By sound: "an hour", "an FTE", "a unit". */
function startsWithVowel(noun: string): boolean {
  const [first = ''] = noun.split(' ')
  if (/^[A-Z]{2,}$/.test(first)) return /^[AEFHILMNORSX]/.test(first)
  return /^(?:[aeiou]|hour|honor)/i.test(first) && !/^(?:uni|use|eu|one|ur[aeiou])/i.test(first)
}

export function listWith(items: readonly string[], conjunction: 'and' | 'or' | 'nor' = 'and'): string {
  if (items.length < 2) return items.join('')
  return `${items.slice(0, -1).join(', ')} ${conjunction} ${items.at(-1)}`
}
