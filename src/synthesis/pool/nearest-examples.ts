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
  const stems = pool.map((pair) => stemsOf(pair.question))
  const frequency = new Map<string, number>()
  for (const stem of stems.flatMap((each) => [...each])) frequency.set(stem, (frequency.get(stem) ?? 0) + 1)
  const weightOf = (stem: string): number => Math.log(1 + pool.length / (1 + (frequency.get(stem) ?? 0)))
  const asked = stemsOf(question)
  const weigh = (words: Iterable<string>): number => [...words].reduce((sum, stem) => sum + weightOf(stem), 0)
  const scored = pool.map(({ question: text, sql }, index) => {
    const own = stems[index]!
    const shared = weigh([...own].filter((stem) => asked.has(stem)))
    return {
      demonstration: { question: text, sql },
      score: shared / (weigh(new Set([...own, ...asked])) || 1),
    }
  })
  return scored
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, count)
    .map(({ demonstration }) => demonstration)
}

function stemsOf(text: string): ReadonlySet<string> {
  return new Set(wordsOf(text).map((word) => stemWord(word.text)))
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
