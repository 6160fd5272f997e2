import type { Model } from '../model.ts'
import type { ChatClient } from './chat/chat-client.ts'
import type { PromptSettings } from './tasks/prompt-settings.ts'
import { reviseSql } from './tasks/revision-task.ts'
import { generateSql } from './tasks/sql-task.ts'

export type { PromptSettings }

/** A language model behind a chat: each task is a prompt and a checked reply. Throws ModelFailedError. */
export function createPromptedModel({
  chat,
  settings,
}: {
  readonly chat: ChatClient
  readonly settings: PromptSettings
}): Model {
  return {
    name: chat.name,
    extractKeywords: async () => [],
    proposeVariants: async () => [],
    linkSchema: async ({ context }) => ({
      tables: context.survey.schema.tables.map(({ name, columns }) => ({
        table: name,
        columns: columns.map((column) => column.name),
      })),
    }),
    generateSql: (request) => generateSql(chat, settings, request),
    reviseSql: (request) => reviseSql(chat, settings, request),
  }
}
