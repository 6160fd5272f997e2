import { seededRandom } from '../base/random.ts'
import type { Demonstration } from '../model/model.ts'
import type { SynthesisTask } from '../model/model-events.ts'
import type { SynthesisModel } from '../model/synthesis-model.ts'
import { parseQuery } from '../sql/parse.ts'
import type { ExploredDatabase } from '../values/explored-database.ts'
import { checkByRunning } from './filters/execution.ts'
import { openQuestionReader } from './filters/open-question-reader.ts'
import { judgeByModel } from './filters/pair-judge.ts'
import { createSynthesisContext } from './grammar/synthesis-context.ts'
import { factsOf } from './pool/query-facts.ts'
import { findSynthesisProfile, type SynthesisProfile } from './profiles.ts'
import type { GivenSeed } from './seeds/seed.ts'
import type { ModelTerms } from './strategies/language-model/model-terms.ts'
import { progressiveByModel } from './strategies/language-model/progressive-by-model.ts'
import { semanticByModel } from './strategies/language-model/semantic-by-model.ts'
import { structuralByModel } from './strategies/language-model/structural-by-model.ts'
import { offlineLanguage } from './strategies/offline-language.ts'
import { progressive } from './strategies/progressive.ts'
import { semantic } from './strategies/semantic.ts'
import { STRATEGY_NAMES, type Strategy, type StrategyName } from './strategies/strategy.ts'
import { structural } from './strategies/structural.ts'
import type { SynthesisModels, SynthesisOptions } from './synthesize.ts'
import { templateDemonstrations } from './templates/template-demonstrations.ts'

export interface SynthesisPlan {
  /** All of them if not said. */
  readonly strategies?: readonly StrategyName[]
  /** `sonde` if not said. */
  readonly profile?: SynthesisProfile
  /** Which language model does which task; null: Sonde by itself. Not said: all of them by itself. */
  readonly models?: Readonly<Record<SynthesisTask, SynthesisModel | null>>
  /** Pairs of other databases: they show a language model how people ask. */
  readonly styles?: readonly GivenSeed[]
}

/** The strategies and filters of a plan over one database: what `synthesize` needs beside a folder and a count. */
export async function prepareSynthesis(
  explored: ExploredDatabase,
  {
    strategies = STRATEGY_NAMES,
    profile = findSynthesisProfile(),
    models = OFFLINE,
    styles = [],
  }: SynthesisPlan = {},
): Promise<Pick<SynthesisOptions, 'strategies' | 'language' | 'reader' | 'models' | 'settings'>> {
  const language = offlineLanguage(explored, profile.steps)
  const terms = {
    context: explored,
    templates: models.questions === null ? [] : await runningTemplates(explored),
    styles: styles.flatMap(({ question, sql }): Demonstration[] =>
      question === null ? [] : [{ question, sql }],
    ),
    paraphrases: profile.paraphrases,
    steps: profile.steps,
  }
  const judge = models.judgement === null ? null : judgeByModel(models.judgement, explored)
  const names = Object.entries(models).flatMap(([task, model]) =>
    model === null ? [] : [[task, model.name]],
  )
  const asked: SynthesisModels | undefined =
    names.length === 0 ? undefined : { pairsPerCall: profile.pairsPerCall, judge }
  return {
    strategies: strategies.map((name) => STRATEGIES[name](models, terms)),
    language,
    reader: await openQuestionReader(explored, { checksConsistency: judge === null }),
    settings: { profile: profile.name, ...(asked && { models: Object.fromEntries(names) }) },
    ...(asked && { models: asked }),
  }
}

/** Filled templates that run and find something. */
async function runningTemplates(explored: ExploredDatabase): Promise<readonly Demonstration[]> {
  const { database, survey } = explored
  const context = createSynthesisContext(explored)
  const filled = templateDemonstrations(context, seededRandom('templates'), TEMPLATES_TRIED)
  const checked = await checkByRunning(
    database,
    filled.map(({ sql }) => {
      const query = parseQuery(sql)
      return { query, facts: factsOf(query, survey.schema, survey.joins) }
    }),
    { timeoutMs: TEMPLATE_TIMEOUT_MS, concurrency: 2, signal: new AbortController().signal },
  )
  return filled.filter((_, place) => checked[place]!.filter === null)
}

/** Different ones, for prompts that show a few. */
const TEMPLATES_TRIED = 24
const TEMPLATE_TIMEOUT_MS = 5_000

const OFFLINE = { questions: null, wording: null, evolution: null, judgement: null } as const

type OpenStrategy = (
  models: Readonly<Record<SynthesisTask, SynthesisModel | null>>,
  terms: Omit<ModelTerms, 'model'>,
) => Strategy

/** Each strategy rests on one task: whoever does it decides how. */
const STRATEGIES: Readonly<Record<StrategyName, OpenStrategy>> = {
  semantic: ({ questions: model }, terms) =>
    model === null ? semantic : semanticByModel({ ...terms, model }),
  structural: ({ wording: model }, terms) =>
    model === null ? structural : structuralByModel({ ...terms, model }),
  progressive: ({ evolution: model }, terms) =>
    model === null ? progressive : progressiveByModel({ ...terms, model }),
}
