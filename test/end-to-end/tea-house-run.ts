import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import type { Answer } from '../../src/answering/answer.ts'
import { type AskOptions, askQuestion } from '../../src/answering/ask-question.ts'
import { findProfile, type Profile } from '../../src/answering/profiles.ts'
import type { Database } from '../../src/database/database.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { openModel } from '../../src/model/open-model.ts'
import { type ExploredDatabase, exploreDatabase } from '../../src/values/explored-database.ts'
import type { KnowledgeEntry } from '../../src/values/knowledge.ts'
import { type ScriptedServer, startScriptedServer } from '../support/model-server/scripted-server.ts'
import { temporaryFolder } from './run-sonde.ts'
import { makeTeaHouse } from './tea-house.ts'

export interface TeaHouseOptions extends AskOptions {
  readonly knowledge?: readonly KnowledgeEntry[]
  readonly prompting?: Partial<Profile['prompting']>
  /** A model in place of the scripted one. */
  readonly modelName?: string
  readonly environment?: Readonly<Record<string, string>>
}

export interface TeaHouseRun {
  readonly server: ScriptedServer
  readonly file: string
  /** A whole run through the real provider code; profile tcsr if not said. */
  ask(question: string, options?: TeaHouseOptions): Promise<Answer>
}

/** An explored tea house and a scripted model, for the tests of one file. Requests end after a second. */
export function teaHouseRun(key?: string): TeaHouseRun {
  const folder = temporaryFolder()
  const home = join(folder, 'home')
  const file = join(folder, 'tea.sqlite')
  let server: ScriptedServer
  let database: Database
  let explored: ExploredDatabase

  beforeAll(async () => {
    server = await startScriptedServer(key === undefined ? {} : { key })
    mkdirSync(home, { recursive: true, mode: 0o700 })
    const models = `models:\n  small: { endpoint: ${server.url}, model: scripted, timeoutSeconds: 1 }\n`
    writeFileSync(join(home, 'models.yaml'), `format: sonde-models/1\n${models}`)
    makeTeaHouse(file)
    database = await openDatabase(file)
    explored = await exploreDatabase(database, { home })
  })
  beforeEach(() => server.reset())
  // A prompt that the scripted model cannot make out would only look like a poor answer.
  afterEach(() => expect(server.calls.filter(({ task }) => task === 'unknown')).toEqual([]))
  afterAll(async () => {
    explored.close()
    await database.close()
    await server.close()
  })

  return {
    get server() {
      return server
    },
    file,
    ask: async (
      question,
      { knowledge = [], prompting, modelName = 'small', environment = {}, ...options } = {},
    ) => {
      const profile = findProfile(options.profile ?? 'tcsr')
      const model = await openModel(modelName, {
        home,
        environment,
        keepsReplies: false,
        offlineTasks: profile.offlineTasks,
        prompting: { ...profile.prompting, ...prompting },
      })
      return askQuestion({ ...explored, knowledge }, question, { model, profile: 'tcsr', ...options })
    },
  }
}
