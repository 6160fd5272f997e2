/**
 * Sonde as a library: open a database, explore it, ask it. What is not named here is not API and may change in any
 * release. docs/library.md shows how the parts go together.
 */

// Questions
export type { Answer, AnswerCandidate, FailedTask, Grounding, StepTiming } from './answering/answer.ts'
export { type AskOptions, askQuestion } from './answering/ask-question.ts'
export type { ModelUsage } from './answering/model-usage.ts'
export { PROFILE_NAMES } from './answering/profiles.ts'
export { STEP_NAMES, type StepName, type Trace, type TraceStep } from './answering/trace.ts'
// Errors
export { type ErrorCode, SondeError } from './base/errors.ts'
// A database, and what Sonde knows about it
export type {
  Database,
  QueryLimits,
  QueryOutcome,
  RejectionReason,
  Row,
  SqlValue,
  StreamOptions,
} from './database/database.ts'
export { type OpenOptions, openDatabase } from './database/open-database.ts'
export type { Column, ColumnName, ColumnType, ForeignKey, Schema, Table } from './database/schema.ts'
// Evaluation
export type { BenchmarkQuestion } from './evaluation/benchmarks/benchmark-question.ts'
export { findDatabaseFile } from './evaluation/benchmarks/find-database-file.ts'
export { readPredictions } from './evaluation/benchmarks/read-predictions.ts'
export { readQuestions } from './evaluation/benchmarks/read-questions.ts'
export { readSpiderTables } from './evaluation/benchmarks/read-spider-tables.ts'
export type { EvaluatedDatabase, SpiderSchema } from './evaluation/evaluated-database.ts'
export { findMetrics } from './evaluation/metrics/find-metric.ts'
export {
  METRIC_IDS,
  type Metric,
  type MetricId,
  type MetricMode,
  type MetricSettings,
  type Verdict,
  type VerdictReason,
} from './evaluation/metrics/metric.ts'
export {
  type PredictedQuestion,
  type ScoringOptions,
  scorePredictions,
} from './evaluation/score-predictions.ts'
export type { PredictionRun, ScoredQuestion } from './evaluation/scored-question.ts'
export type { DbGraph, GraphEdge, GraphJoin, GraphTable } from './exploration/db-graph.ts'
export type { ColumnProfile, ContentType, JoinKey, Survey, TableProfile } from './exploration/survey.ts'
export {
  type Forgotten,
  openSurveyStore,
  type StoredSurvey,
  type SurveyStore,
} from './exploration/survey-store.ts'
// The model that does the language work; another one is an object with these tasks
export type {
  DatabaseContext,
  Demonstration,
  GenerationRequest,
  GroundedKeyword,
  Keyword,
  KeywordsRequest,
  LinkingRequest,
  Model,
  NameLink,
  RevisionFinding,
  RevisionRequest,
  SchemaPart,
  SqlCandidate,
  VariantsRequest,
} from './model/model.ts'
export type { ModelCall, ModelEvent, ModelListener, SynthesisTask, TaskName } from './model/model-events.ts'
export type { ModelFailure, ModelFailureKind } from './model/model-failure.ts'
export {
  type ModelBudget,
  type OpenModelOptions,
  openBudget,
  openEmbedder,
  openModel,
  openSynthesisModels,
  openWire,
  type Prompting,
  type Wire,
} from './model/open-model.ts'
export type {
  AskedDifficulty,
  EvolutionRequest,
  EvolutionStep,
  Judgement,
  JudgementRequest,
  QueryWording,
  QueryWordingRequest,
  QuestionWritingRequest,
  SynthesisModel,
  WrittenPair,
} from './model/synthesis-model.ts'
// SQL as data
export type {
  Between,
  Binary,
  BinaryOperator,
  BlobLiteral,
  BooleanLiteral,
  Call,
  Case,
  Cast,
  Collate,
  ColumnReference,
  CommonTable,
  Compound,
  CurrentMoment,
  Exists,
  Expression,
  FrameBound,
  FromItem,
  In,
  IsNull,
  Join,
  JoinType,
  Like,
  Limit,
  NamedWindow,
  NullLiteral,
  NumberLiteral,
  OrderTerm,
  Parameter,
  Query,
  QueryBody,
  ResultColumn,
  RowValue,
  ScalarSubquery,
  Select,
  SetOperator,
  Span,
  StringLiteral,
  SubqueryTable,
  TableFunction,
  TableReference,
  Unary,
  Values,
  WindowDefinition,
  WindowFrame,
  WithClause,
} from './sql/ast.ts'
export type { Dialect } from './sql/dialect.ts'
export { type SpiderDifficulty, spiderDifficulty } from './sql/difficulty.ts'
export { parseQuery } from './sql/parse.ts'
export { type PrintOptions, printQuery } from './sql/print.ts'
export type {
  Clause,
  ColumnUse,
  Comparison,
  ComparisonOperator,
  NameProblem,
  Resolution,
} from './sql/resolution.ts'
export { resolveNames } from './sql/resolve.ts'
export { type ReadableNames, restateQuery } from './sql/restate.ts'
export type { SchemaShape } from './sql/schema-shape.ts'
export { skeletonOf } from './sql/skeleton.ts'
export { SqlSyntaxError, type SqlSyntaxErrorFacts } from './sql/sql-syntax-error.ts'
export { SQLITE } from './sql/sqlite-dialect.ts'
// Examples made from a database
export type { Example } from './synthesis/pool/example.ts'
export type { PooledExample } from './synthesis/pool/example-pool.ts'
export type { TaskCalls } from './synthesis/pool/model-calls.ts'
export { prepareSynthesis, type SynthesisPlan } from './synthesis/prepare-synthesis.ts'
export { findSynthesisProfile, type SynthesisProfile } from './synthesis/profiles.ts'
export { type CheckedSeeds, checkSeeds } from './synthesis/seeds/check-seeds.ts'
export type { GivenSeed, Seed } from './synthesis/seeds/seed.ts'
export { type SynthesisOptions, type SynthesisResult, synthesize } from './synthesis/synthesize.ts'
// Encoding knowledge
export { checkKnowledge, type KnowledgeProblem } from './values/check-knowledge.ts'
export type { Embedder } from './values/embedder.ts'
export {
  type ExploredDatabase,
  type ExploreOptions,
  type ExploreProgress,
  exploreDatabase,
} from './values/explored-database.ts'
export { type LookupColumns, suggestLookupTables } from './values/find-lookup-columns.ts'
export {
  type ImportedLookup,
  type ImportLookupOptions,
  importLookupTable,
} from './values/import-lookup-table.ts'
export type { ExpressionEntry, FilterEntry, KnowledgeEntry, StoredValueEntry } from './values/knowledge.ts'
export {
  addKnowledge,
  type KnowledgeFileOptions,
  type LoadedKnowledge,
  type LoadKnowledgeOptions,
  loadKnowledge,
  removeKnowledge,
} from './values/knowledge-file.ts'
export type { ValueIndex, ValueMatch, ValueSearchOptions } from './values/value-index.ts'
