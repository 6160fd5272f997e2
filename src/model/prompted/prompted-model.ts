import type { Model } from '../model.ts'
import type { ChatClient } from './chat/chat-client.ts'
import { extractKeywords } from './tasks/keywords-task.ts'
import { linkSchema } from './tasks/linking-task.ts'
import type { PromptSettings } from './tasks/prompt-settings.ts'
import { reviseSql } from './tasks/revision-task.ts'
import { generateSql } from './tasks/sql-task.ts'
import { proposeVariants } from './tasks/variants-task.ts'

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
    extractKeywords: (request) => extractKeywords(chat, settings, request),
    proposeVariants: (request) => proposeVariants(chat, settings, request),
    linkSchema: (request) => linkSchema(chat, settings, request),
    generateSql: (request) => generateSql(chat, settings, request),
    reviseSql: (request) => reviseSql(chat, settings, request),
  }
}
