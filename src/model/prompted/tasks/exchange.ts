import type { ModelListener, TaskName } from '../../model-events.ts'
import { ModelFailedError } from '../../model-failure.ts'
import type { ChatClient, ChatReply, ChatTurn } from '../chat/chat-client.ts'
import type { Reading, Unreadable } from '../replies/reading.ts'

export interface Prompt<Value> {
  readonly task: TaskName
  readonly system: string
  readonly user: string
  readonly wantsJson: boolean
  /** Completes "Reply with …", for the repair round. */
  readonly wanted: string
  readonly read: (reply: string) => Reading<Value>
}

export interface ExchangeOptions {
  readonly signal?: AbortSignal
  readonly onEvent?: ModelListener
  /** 0 if not said. */
  readonly temperature?: number
  /** Which of several drafts; only the first is heard as it comes. */
  readonly sample?: number
}

/** Models that think before they reply need most of it; a budget sets it aside before it is asked for. */
const MAX_OUTPUT_TOKENS: Readonly<Record<TaskName, number>> = {
  keywords: 2_000,
  variants: 1_000,
  linking: 2_000,
  sql: 4_000,
  revision: 4_000,
  questions: 6_000,
  wording: 4_000,
  evolution: 6_000,
  judgement: 1_500,
}
const REPLY_SHOWN = 4_000

/**
 * Asks once, and once more where the reply cannot be used. Throws ModelFailedError when the endpoint fails or the
 * second reply is no better.
 */
export async function exchange<Value>(
  chat: ChatClient,
  prompt: Prompt<Value>,
  options: ExchangeOptions,
): Promise<Value> {
  const turns: ChatTurn[] = [{ role: 'user', text: prompt.user }]
  const first = await ask(chat, prompt, turns, options)
  const reading = prompt.read(first)
  if (reading.kind === 'read') return reading.value
  turns.push(
    { role: 'assistant', text: first.slice(0, REPLY_SHOWN) || '(nothing)' },
    {
      role: 'user',
      text: `This cannot be used: ${reading.problem}. Reply with ${prompt.wanted}, and nothing else.`,
    },
  )
  const repaired = prompt.read(await ask(chat, prompt, turns, options))
  if (repaired.kind === 'read') return repaired.value
  throw new ModelFailedError({
    kind: repaired.failure,
    model: chat.name,
    message: failureSentence(chat.name, prompt.wanted, repaired),
  })
}

async function ask(
  chat: ChatClient,
  { task, system, wantsJson }: Prompt<unknown>,
  turns: readonly ChatTurn[],
  { signal, onEvent, temperature = 0, sample }: ExchangeOptions,
): Promise<string> {
  onEvent?.({ kind: 'started', task, model: chat.name })
  const started = performance.now()
  const isHeard = onEvent !== undefined && (sample ?? 0) === 0
  const reply: ChatReply = await chat.complete({
    task,
    system,
    turns: [...turns],
    temperature,
    maxOutputTokens: MAX_OUTPUT_TOKENS[task],
    wantsJson,
    ...(sample === undefined ? {} : { sample }),
    ...(signal === undefined ? {} : { signal }),
    ...(isHeard ? { onText: (text: string) => onEvent({ kind: 'text', task, text }) } : {}),
  })
  onEvent?.({
    kind: 'called',
    call: { task, model: chat.name, ms: Math.round(performance.now() - started), ...reply.usage },
  })
  if (reply.kind === 'failed') throw new ModelFailedError(reply.failure)
  return reply.text
}

function failureSentence(model: string, wanted: string, { failure, problem }: Unreadable): string {
  if (failure === 'writes') {
    return `${model} gave SQL that would change the database, and again when it was asked for a SELECT query. Nothing was run. Ask in other words, or use another model.`
  }
  return `${model} did not reply with ${wanted}, and its second reply is no better: ${problem}. Use another model, or ask again.`
}
