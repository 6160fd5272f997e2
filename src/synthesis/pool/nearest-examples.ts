import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stemWord, wordsOf } from '../../base/text.ts'
import { SURVEY_FILES } from '../../exploration/survey-store.ts'
import type { Demonstration } from '../../model/model.ts'
import { readKeptSeeds } from '../seeds/kept-seeds.ts'
import { readExampleLine } from './example.ts'

/** The seeds and examples of a survey's folder that are nearest to the question, nearest first. None where there is no pool. */
export function nearestExamples(question: string, folder: string, count: number): readonly Demonstration[] {
  return nearestOf(
    question,
    [...readKeptSeeds(folder), ...readExamples(join(folder, SURVEY_FILES.examples))],
    count,
  )
}

/** Of the pool those that are nearest to the question, nearest first: words that few of its questions share count most. */
export function nearestOf(
  question: string,
  pool: readonly Demonstration[],
  count: number,
): readonly Demonstration[] {
  // Pools have thousands of questions, of few words.
  const stemOf = remember(stemWord)
  const stemsOf = (text: string): ReadonlySet<string> =>
    new Set(wordsOf(text).map((word) => stemOf(word.text)))
  const stems = pool.map((pair) => stemsOf(pair.question))
  const frequency = new Map<string, number>()
  for (const own of stems) for (const stem of own) frequency.set(stem, (frequency.get(stem) ?? 0) + 1)
  const weightOf = remember((stem) => Math.log(1 + pool.length / (1 + (frequency.get(stem) ?? 0))))
  const asked = stemsOf(question)
  const askedWeight = [...asked].reduce((sum, stem) => sum + weightOf(stem), 0)
  const scores = stems.map((own) => {
    let shared = 0
    let others = 0
    for (const stem of own) {
      if (asked.has(stem)) shared += weightOf(stem)
      else others += weightOf(stem)
    }
    return shared / (askedWeight + others || 1)
  })
  return pool
    .map(({ question: text, sql }, index) => ({ pair: { question: text, sql }, score: scores[index]! }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, count)
    .map(({ pair }) => pair)
}

function remember<Result>(find: (key: string) => Result): (key: string) => Result {
  const known = new Map<string, Result>()
  return (key) => {
    let result = known.get(key)
    if (result === undefined) {
      result = find(key)
      known.set(key, result)
    }
    return result
  }
}

function readExamples(file: string): readonly Demonstration[] {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const read = readExampleLine(line)
      return read.kind === 'example' ? [{ question: read.entry.question, sql: read.entry.sql }] : []
    })
}
