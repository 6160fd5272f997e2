import { judgeOnDatabase } from './execution-accuracy.ts'
import type { Metric } from './metric.ts'
import { RIGHT } from './verdicts.ts'

/**
 * Test-suite accuracy (Zhong et al. 2020): the prediction must give gold's result on every database file of the
 * folder. A folder with one file gives execution accuracy; `details.databases` says how many there were.
 */
export const testSuiteAccuracy: Metric = {
  id: 'ts',
  title: 'Test-suite accuracy',
  isGraded: false,
  async judge(pair, settings) {
    const suite = await pair.database.openSuite()
    const details = { databases: suite.length }
    for (const database of suite) {
      const verdict = await judgeOnDatabase(pair, database, settings)
      if (verdict.score === 1) continue
      const message = [`on ${database.id}`, verdict.message].filter(Boolean).join(': ')
      return { ...verdict, message, details: { ...details, failedOn: database.id } }
    }
    return { ...RIGHT, details }
  },
}
