import type { ModelCall, ModelEvent } from '../model/model-events.ts'
import type { FailedTask } from './answer.ts'
import type { Trace, TracedStep, TraceStep } from './trace.ts'

/** Times the steps of one answer and keeps what each has to say. */
export class TraceRecorder {
  readonly #steps: TraceStep[] = []
  readonly #onStep: ((step: TraceStep) => void) | undefined
  readonly #clock: () => number
  readonly #calls: ModelCall[] = []
  readonly #failures: FailedTask[] = []
  #leftOut = new Set<string>()

  constructor(onStep?: (step: TraceStep) => void, clock: () => number = () => performance.now()) {
    this.#onStep = onStep
    this.#clock = clock
  }

  /** Runs one step; `describe` turns its result into what the trace shows. */
  async record<Result>(
    step: TracedStep,
    work: () => Promise<Result>,
    describe: (result: Result) => { readonly summary: string; readonly details: unknown },
  ): Promise<Result> {
    const start = this.#clock()
    const callsBefore = this.#calls.length
    this.#leftOut = new Set()
    const result = await work()
    const entry = {
      step,
      ms: Math.round((this.#clock() - start) * 10) / 10,
      ...describe(result),
      calls: this.#calls.slice(callsBefore),
      ...(this.#leftOut.size === 0 ? {} : { leftOut: [...this.#leftOut] }),
    }
    this.#steps.push(entry)
    this.#onStep?.(entry)
    return result
  }

  /** Keeps what a language model was asked, and where it failed. */
  hear(event: ModelEvent): void {
    if (event.kind === 'left-out') for (const column of event.columns) this.#leftOut.add(column)
    if (event.kind === 'called') this.#calls.push(event.call)
    if (event.kind === 'failed') {
      this.#failures.push({ ...event.failure, task: event.task, replacement: event.replacement })
    }
  }

  get calls(): readonly ModelCall[] {
    return this.#calls
  }

  get failures(): readonly FailedTask[] {
    return this.#failures
  }

  get trace(): Trace {
    return { steps: [...this.#steps] }
  }
}
