import type { StepName, Trace, TraceStep } from './trace.ts'

/** Times the steps of one answer and keeps what each has to say. */
export class TraceRecorder {
  readonly #steps: TraceStep[] = []
  readonly #onStep: ((step: TraceStep) => void) | undefined
  readonly #clock: () => number

  constructor(onStep?: (step: TraceStep) => void, clock: () => number = () => performance.now()) {
    this.#onStep = onStep
    this.#clock = clock
  }

  /** Runs one step; `describe` turns its result into what the trace shows. */
  async record<Result>(
    step: StepName,
    work: () => Promise<Result>,
    describe: (result: Result) => { readonly summary: string; readonly details: unknown },
  ): Promise<Result> {
    const start = this.#clock()
    const result = await work()
    const entry = { step, ms: Math.round((this.#clock() - start) * 10) / 10, ...describe(result) }
    this.#steps.push(entry)
    this.#onStep?.(entry)
    return result
  }

  get trace(): Trace {
    return { steps: [...this.#steps] }
  }
}
