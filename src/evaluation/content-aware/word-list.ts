import { foldText } from '../../base/text.ts'

/** Values that people call otherwise. Groups of names for the same, the most usual one first. */
const SAME: readonly (readonly string[])[] = [
  ['USA', 'United States', 'United States of America', 'America', 'US'],
  ['UK', 'United Kingdom', 'Great Britain', 'Britain'],
  ['Netherlands', 'Holland'],
  ['New York City', 'NYC'],
  ['Los Angeles', 'LA'],
  ['San Francisco', 'Frisco'],
  ['Philadelphia', 'Philly'],
  ['Washington', 'Washington DC'],
  ['California', 'Calif.'],
  ['dog', 'puppy', 'hound'],
  ['cat', 'kitten', 'kitty'],
  ['horse', 'pony'],
  ['female', 'woman'],
  ['male', 'man'],
  ['movie', 'film'],
  ['book', 'volume'],
  ['doctor', 'physician'],
  ['teacher', 'instructor'],
  ['manager', 'boss'],
  ['clerk', 'office worker'],
  ['football', 'soccer'],
  ['mathematics', 'maths'],
  ['completed', 'finished', 'done'],
  ['cancelled', 'called off'],
  ['failed', 'unsuccessful'],
  ['approved', 'accepted'],
  ['working', 'in use'],
  ['bachelor', 'undergraduate'],
]

/** Countries by what comes from there. */
const DEMONYMS: readonly (readonly [country: string, demonym: string])[] = [
  ['France', 'French'],
  ['Germany', 'German'],
  ['Italy', 'Italian'],
  ['Spain', 'Spanish'],
  ['Portugal', 'Portuguese'],
  ['Poland', 'Polish'],
  ['Sweden', 'Swedish'],
  ['Norway', 'Norwegian'],
  ['Russia', 'Russian'],
  ['Japan', 'Japanese'],
  ['China', 'Chinese'],
  ['India', 'Indian'],
  ['Canada', 'Canadian'],
  ['Brazil', 'Brazilian'],
  ['Australia', 'Australian'],
  ['Ireland', 'Irish'],
  ['England', 'English'],
  ['Egypt', 'Egyptian'],
  ['Korea', 'Korean'],
]

/** Words at the end of a company's name that people leave out. */
export const COMPANY_WORDS: ReadonlySet<string> = new Set(
  'airways airlines airline company corporation corp inc ltd group co motors club university college school'.split(
    ' ',
  ),
)

/** What codes of a person's sex are called in a question. Everything else that codes mean is a guess. */
export const SEX_WORDS: Readonly<Record<string, readonly string[]>> = {
  f: ['female', 'woman', 'women', 'girl', 'lady', 'ladies'],
  m: ['male', 'man', 'men', 'boy', 'gentleman', 'gentlemen'],
}

/** Other names of a value in the shipped list; empty where it has none. */
export function listedSynonyms(value: string): string[] {
  const folded = foldText(value.trim())
  const group = SAME.find((names) => names.some((name) => foldText(name) === folded)) ?? []
  return group.filter((name) => foldText(name) !== folded)
}

/** How something from there is called: "French" for "France". */
export function demonymOf(value: string): string | undefined {
  const folded = foldText(value.trim())
  return DEMONYMS.find(([country]) => foldText(country) === folded)?.[1]
}
