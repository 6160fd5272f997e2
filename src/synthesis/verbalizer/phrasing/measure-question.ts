import type { MeasureMeaning } from '../meaning/meaning.ts'
import { countedNoun } from './attribute-phrase.ts'
import { type Speech, Unsayable } from './forms.ts'
import { nameMeasure, refuseCircular, sayMeasure } from './measure-phrase.ts'
import { listWith } from './noun-phrase.ts'
import { sayPinned } from './pinned.ts'
import { sayRows, sayVerbs, splitRows } from './rows-phrase.ts'

export function measureQuestion({ rows, measures }: MeasureMeaning, speech: Speech): string {
  const { random } = speech
  const [only, ...others] = measures
  if (only === undefined) throw new Unsayable('nothing is asked')
  if (others.length > 0) return severalQuestion({ kind: 'measure', rows, measures }, speech)
  if (only.kind === 'count') return countQuestion(rows, speech)
  const isLong = rows.conditions.length > 1 || rows.conditions.some(({ kind }) => kind === 'children')
  if ((only.kind === 'percentage' || only.kind === 'count-if') && isLong)
    throw new Unsayable('a share of a part of a part')
  if (only.kind === 'count-if') {
    return `How many ${sayRows(rows, 'many', speech)} ${sayVerbs(only.conditions, rows.entity, 'many', speech)}?`
  }
  if (only.kind === 'percentage') {
    return `${random.pick(['What percentage of', 'What share of', 'What percent of'])} ${sayRows(rows, 'many', speech)} ${sayVerbs(only.conditions, rows.entity, 'many', speech)}${'?'}`.replace(
      /^(What share of .*)\?$/,
      '$1, in percent?',
    )
  }
  if (only.kind === 'distinct') {
    const among = `${rows.conditions.length === 0 ? 'all ' : ''}${sayRows(rows, 'many', speech)}`
    const what = `${random.pick(['different', 'distinct'])} ${countedNoun(only.of)}`
    return random.pick([
      `How many ${what} are there among ${among}?`,
      ...(rows.conditions.length > 0 ? [`How many ${what} do ${among} have?`] : []),
      `What is the number of ${what} among ${among}?`,
      `Count the ${what} of ${among}.`,
    ])
  }
  refuseCircular(only, rows)
  const said = sayMeasure(only, rows, speech, true)
  const isComputed = only.statistic === 'avg' || only.statistic === 'sum'
  return random.pick([
    `What is the ${said}?`,
    `Find the ${said}.`,
    `Show the ${said}.`,
    `Give me the ${said}.`,
    ...(isComputed ? [`Calculate the ${said}.`] : []),
  ])
}

const MOST_WORDS_BEFORE = 9

function countQuestion(rows: MeasureMeaning['rows'], speech: Speech): string {
  if (sayPinned(rows) !== undefined) throw new Unsayable('a count of one')
  const { random } = speech
  const split = splitRows(rows, 'many', speech)
  if (split !== undefined && random.below(2) === 0) return `How many ${split.noun} ${split.verb}?`
  const all = sayRows(rows, 'many', speech)
  // What stands so far behind is not heard any more.
  const isLong = / (?:who|that|whose) /.test(all) || all.split(' ').length > MOST_WORDS_BEFORE
  return random.pick([
    ...(isLong ? [] : [`How many ${all} are there?`]),
    `What is the number of ${all}?`,
    `Count the ${all}.`,
    `Find the number of ${all}.`,
    ...(rows.conditions.length === 0 ? [`How many ${all} are there in total?`] : []),
  ])
}

function severalQuestion({ rows, measures }: MeasureMeaning, speech: Speech): string {
  const { random } = speech
  const named = sayRows(rows, 'many', speech)
  for (const measure of measures) refuseCircular(measure, rows)
  const count = measures.find(({ kind }) => kind === 'count')
  const others = measures.filter((measure) => measure !== count)
  if (others.some(({ kind }) => kind === 'percentage' || kind === 'count-if'))
    throw new Unsayable('a mixture of numbers')
  const statistics = mergeStatistics(others.map((measure) => nameMeasure(measure, rows, speech)))
  if (count === undefined) {
    const all = `${rows.conditions.length === 0 ? 'all ' : ''}${named}`
    const are = measures.length > 1 ? 'are' : 'is'
    return random.pick([
      `What ${are} the ${statistics} of ${all}?`,
      `Find the ${statistics} of ${all}.`,
      `Show the ${statistics} of ${all}.`,
    ])
  }
  if (measures[0] !== count) throw new Unsayable('the count last')
  return random.pick([
    `How many ${named} are there, and what ${others.length > 1 || statistics.includes(' and ') ? 'are' : 'is'} their ${statistics}?`,
    `Show the number of ${named} and their ${statistics}.`,
  ])
}

/** "minimum price and maximum price" -> "minimum and maximum price". */
function mergeStatistics(named: readonly string[]): string {
  const split = named.map((name) =>
    /^(average|total|highest|maximum|latest|greatest|largest|lowest|minimum|earliest|shortest|smallest) (.+)$/.exec(
      name,
    ),
  )
  const [first] = split
  const isSame = first !== null && split.every((one) => one !== null && one[2] === first![2])
  if (!isSame || named.length < 2)
    return listWith(
      named
        .map((name, place) => (place === 0 ? name : `the ${name}`))
        .map((name) => name.replace(/^the the /, 'the ')),
    )
  return `${listWith(split.map((one) => one![1]!))} ${first![2]}`
}
