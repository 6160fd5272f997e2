import type { SynthesisModel } from '../synthesis-model.ts'
import type { ChatClient } from './chat/chat-client.ts'
import { evolvePair } from './tasks/evolution-task.ts'
import { judgePair } from './tasks/judgement-task.ts'
import type { PromptSettings } from './tasks/prompt-settings.ts'
import { wordQueries } from './tasks/query-wording-task.ts'
import { writeQuestions } from './tasks/question-writing-task.ts'

/** The tasks of synthesis by a language model behind a chat: each is a prompt and a checked reply. Throws ModelFailedError. */
export function createPromptedSynthesisModel({
  chat,
  settings,
}: {
  readonly chat: ChatClient
  readonly settings: PromptSettings
}): SynthesisModel {
  return {
    name: chat.name,
    writeQuestions: (request) => writeQuestions(chat, settings, request),
    wordQueries: (request) => wordQueries(chat, settings, request),
    evolvePair: (request) => evolvePair(chat, settings, request),
    judgePair: (request) => judgePair(chat, settings, request),
  }
}
