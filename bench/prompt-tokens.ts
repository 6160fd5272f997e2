// How many tokens the prompts of a question have, by our own estimate (docs/schema-linking.md), when a language model
// answers every SQL task with the gold query:
// npx tsx bench/prompt-tokens.ts --questions dev.json --databases database [--profile sonde] [--every 1] [--home folder]
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { askQuestion } from '../src/answering/ask-question.ts'
import { findProfile } from '../src/answering/profiles.ts'
import { openDatabase } from '../src/database/open-database.ts'
import { TASK_NAMES, type TaskName } from '../src/model/model-events.ts'
import { openModel } from '../src/model/open-model.ts'
import type { ChatClient } from '../src/model/prompted/chat/chat-client.ts'
import { estimateTokens } from '../src/model/prompted/context/estimate-tokens.ts'
import { createPromptedModel } from '../src/model/prompted/prompted-model.ts'
import { routeTasks } from '../src/model/route-tasks.ts'
import { exploreDatabase } from '../src/values/explored-database.ts'

const { values: options } = parseArgs({
  options: {
    questions: { type: 'string' },
    databases: { type: 'string' },
    profile: { type: 'string', default: 'sonde' },
    every: { type: 'string', default: '1' },
    home: { type: 'string' },
  },
})
if (options.questions === undefined || options.databases === undefined) {
  throw new Error('Give --questions FILE and --databases FOLDER.')
}
const folder = options.databases
const fileOf = (dbId: string): string => join(folder, dbId, `${dbId}.sqlite`)
const asked = (
  JSON.parse(readFileSync(options.questions, 'utf8')) as { db_id: string; question: string; query: string }[]
)
  .filter(({ db_id }, index) => index % Number(options.every) === 0 && existsSync(fileOf(db_id)))
  .toSorted((one, other) => one.db_id.localeCompare(other.db_id))

const profile = findProfile(options.profile)
const prompts: { task: TaskName; tokens: number }[] = []
let gold = ''
/** Only the model's words are made up: what a model that is always right would say. */
const chat: ChatClient = {
  name: 'gold',
  complete: async ({ task, system, turns }) => {
    const inputTokens = [system, ...turns.map(({ text }) => text)].reduce(
      (sum, text) => sum + estimateTokens(text),
      0,
    )
    prompts.push({ task, tokens: inputTokens })
    const replies: Partial<Record<TaskName, string>> = {
      keywords: '{"content":[]}',
      variants: '{"values":[]}',
      linking: '{}',
      sql: gold,
      revision: gold,
    }
    return {
      kind: 'text',
      text: replies[task] ?? '',
      usage: { inputTokens, cachedInputTokens: 0, outputTokens: 0, cost: 0, attempts: 1, isFromCache: false },
    }
  },
}
const language = createPromptedModel({ chat, settings: { ...profile.prompting, dialectName: 'SQLite' } })
const builtin = await openModel()
const model = routeTasks({
  keywords: language,
  variants: language,
  linking: language,
  sql: language,
  revision: language,
  ...Object.fromEntries(profile.offlineTasks.map((task) => [task, builtin])),
})

const perQuestion: number[] = []
for (const dbId of new Set(asked.map(({ db_id }) => db_id))) {
  const database = await openDatabase(fileOf(dbId))
  const explored = await exploreDatabase(database, options.home === undefined ? {} : { home: options.home })
  for (const { question, query } of asked.filter(({ db_id }) => db_id === dbId)) {
    gold = query
    const before = prompts.length
    await askQuestion(explored, question, { model, profile: profile.name, now: new Date('2026-01-01') })
    perQuestion.push(prompts.slice(before).reduce((sum, { tokens }) => sum + tokens, 0))
  }
  explored.close()
  await database.close()
}

const describe = (counts: readonly number[]): string => {
  const sorted = counts.toSorted((one, other) => one - other)
  const mean = sorted.reduce((sum, count) => sum + count, 0) / sorted.length
  return `mean ${mean.toFixed(0)}, p95 ${sorted[Math.floor(sorted.length * 0.95)]}, most ${sorted.at(-1)}`
}
console.log(
  `${profile.name}: ${perQuestion.length} questions; prompt tokens a question: ${describe(perQuestion)}`,
)
for (const task of TASK_NAMES) {
  const ofTask = prompts.filter((prompt) => prompt.task === task).map(({ tokens }) => tokens)
  if (ofTask.length > 0) console.log(`  ${task}: ${ofTask.length} prompts, ${describe(ofTask)}`)
}
