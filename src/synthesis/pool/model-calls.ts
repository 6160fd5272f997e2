import type { ModelCall, TaskName } from '../../model/model-events.ts'

/** What one language model did for one task of a run. */
export interface TaskCalls {
  readonly task: TaskName
  readonly model: string
  /** Exchanges, those that failed and those from the reply cache included. */
  readonly calls: number
  readonly fromCache: number
  readonly inputTokens: number
  readonly cachedInputTokens: number
  readonly outputTokens: number
  /** In US dollars; null: the price of the model is not known. */
  readonly cost: number | null
}

export function countCalls(calls: readonly ModelCall[]): readonly TaskCalls[] {
  return addCalls(
    calls.map(({ task, model, isFromCache, inputTokens, cachedInputTokens, outputTokens, cost }) => ({
      task,
      model,
      calls: 1,
      fromCache: isFromCache ? 1 : 0,
      inputTokens,
      cachedInputTokens,
      outputTokens,
      cost,
    })),
  )
}

/** One entry for each task and model, in the order of their names. */
export function addCalls(all: readonly TaskCalls[]): readonly TaskCalls[] {
  const sums = new Map<string, TaskCalls>()
  for (const entry of all) {
    const key = `${entry.task} ${entry.model}`
    const sum = sums.get(key)
    sums.set(
      key,
      sum === undefined
        ? entry
        : {
            ...entry,
            calls: sum.calls + entry.calls,
            fromCache: sum.fromCache + entry.fromCache,
            inputTokens: sum.inputTokens + entry.inputTokens,
            cachedInputTokens: sum.cachedInputTokens + entry.cachedInputTokens,
            outputTokens: sum.outputTokens + entry.outputTokens,
            cost: sum.cost === null || entry.cost === null ? null : sum.cost + entry.cost,
          },
    )
  }
  return [...sums].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, entry]) => entry)
}
