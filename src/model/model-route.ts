import { SondeError } from '../base/errors.ts'
import { TASK_NAMES, type TaskName } from './model-events.ts'

/** Which model, by name, does which task. */
export type ModelRoute = Readonly<Record<TaskName, string>>

const TASK_PART = new RegExp(`^\\s*(${TASK_NAMES.join('|')})\\s*=(.*)$`, 's')

/**
 * Reads "openai:gpt-5-mini", or "sql=openai:gpt-5-mini,keywords=builtin": a name without a task is for all tasks that
 * have none of their own. Tasks in `offline`, and all where only single tasks are named, stay with the builtin model.
 */
export function readModelRoute(text: string, offline: readonly TaskName[] = []): ModelRoute {
  const named: Partial<Record<TaskName, string>> = {}
  let general: string | undefined
  for (const part of text.split(',')) {
    const [, task, ofTask] = TASK_PART.exec(part) ?? []
    const name = (ofTask ?? part).trim()
    if (name === '') {
      throw new SondeError(
        'usage',
        `The model "${text}" lacks a name${task === undefined ? '' : ` for ${task}`}. Write builtin, openai:NAME, or ${TASK_NAMES[3]}=openai:NAME,keywords=builtin; tasks are ${TASK_NAMES.join(', ')}.`,
      )
    }
    const isTwice = task === undefined ? general !== undefined : named[task as TaskName] !== undefined
    if (isTwice) {
      throw new SondeError(
        'usage',
        `The model "${text}" names two models for ${task ?? 'all tasks'}. Name one, and others as task=name; tasks are ${TASK_NAMES.join(', ')}.`,
      )
    }
    if (task === undefined) general = name
    else named[task as TaskName] = name
  }
  const isBuiltin = general === undefined || /^builtin(?::|$)/.test(general)
  const usual = (task: TaskName): string =>
    general === undefined || (!isBuiltin && offline.includes(task)) ? 'builtin' : general
  return Object.fromEntries(
    TASK_NAMES.map((task) => [task, named[task] ?? usual(task)]),
  ) as unknown as ModelRoute
}
