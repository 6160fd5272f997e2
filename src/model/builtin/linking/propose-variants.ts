import type { VariantsRequest } from '../../model.ts'
import { synonymWords } from './english.ts'

/** Pairs that databases write differently from people; each side stands for the other. */
const CONVENTIONS: readonly (readonly string[])[] = [
  ['usa', 'united states', 'united states of america', 'us', 'u.s.', 'america'],
  ['uk', 'united kingdom', 'great britain', 'britain', 'gb'],
  ['female', 'f', 'woman', 'women'],
  ['male', 'm', 'man', 'men'],
  ['yes', 'y', 't', 'true', '1'],
  ['no', 'n', 'f', 'false', '0'],
  ['french', 'france'],
  ['german', 'germany'],
  ['italian', 'italy'],
  ['spanish', 'spain'],
  ['british', 'uk', 'united kingdom'],
  ['american', 'usa', 'united states'],
  ['canadian', 'canada'],
  ['brazilian', 'brazil'],
  ['chinese', 'china'],
  ['japanese', 'japan'],
  ['indian', 'india'],
  ['dutch', 'netherlands'],
  ['swiss', 'switzerland'],
  ['swedish', 'sweden'],
  ['australian', 'australia'],
  ['mexican', 'mexico'],
  ['russian', 'russia'],
  ['junior', 'jr', 'jr.'],
  ['senior', 'sr', 'sr.'],
  ['street', 'st', 'st.'],
  ['company', 'co', 'co.', 'inc', 'ltd'],
  ['professor', 'prof', 'prof.'],
  ['doctor', 'dr', 'dr.'],
  ['monday', 'mon'],
  ['tuesday', 'tue'],
  ['wednesday', 'wed'],
  ['thursday', 'thu'],
  ['friday', 'fri'],
  ['saturday', 'sat'],
  ['sunday', 'sun'],
]

/** Up to `count` other ways in which the data may write a keyword: conventions, another number, synonyms. */
export function proposeVariants({ keyword, count }: VariantsRequest): string[] {
  const text = keyword.text.trim().toLowerCase()
  const variants = new Set<string>()
  for (const group of CONVENTIONS) {
    if (group.includes(text)) for (const other of group) variants.add(other)
  }
  if (text.endsWith('ies')) variants.add(`${text.slice(0, -3)}y`)
  if (text.endsWith('es')) variants.add(text.slice(0, -2))
  if (text.endsWith('s') && !text.endsWith('ss')) variants.add(text.slice(0, -1))
  if (!text.endsWith('s')) variants.add(`${text}s`)
  if (!text.includes(' ')) for (const synonym of synonymWords(text)) variants.add(synonym)
  variants.delete(text)
  return [...variants].slice(0, count)
}
