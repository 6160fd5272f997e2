import type { Model } from './model.ts'
import { ANSWERING_TASKS, type AnsweringTask } from './model-events.ts'

/** One model that hands each task to the one that is to do it. */
export function routeTasks(models: Readonly<Record<AnsweringTask, Model>>): Model {
  const names = [...new Set(ANSWERING_TASKS.map((task) => models[task].name))]
  const [only] = names
  if (names.length === 1 && only !== undefined) return models.sql
  return {
    // The one that writes the SQL is what people mean by "the model".
    name: [models.sql.name, ...names.filter((name) => name !== models.sql.name)].join(' + '),
    extractKeywords: (request) => models.keywords.extractKeywords(request),
    proposeVariants: (request) => models.variants.proposeVariants(request),
    linkSchema: (request) => models.linking.linkSchema(request),
    generateSql: (request) => models.sql.generateSql(request),
    reviseSql: (request) => models.revision.reviseSql(request),
  }
}
