import { describe, expect, it } from 'vitest'
import { type ScoredFacts, scoreCard, scoredQuestions } from '../../../test/support/scored-questions.ts'
import { type SummaryOptions, summarizeScores } from '../../evaluation/summary/summarize-scores.ts'
import { chooseColours } from './colours.ts'
import { displayWidth } from './display-width.ts'
import { scoreCardLines, scoreText } from './score-text.ts'

const EX = { id: 'ex', title: 'Execution accuracy', isGraded: false } as const
const EM = { id: 'em', title: 'Exact set match', isGraded: false } as const
const VES = { id: 'ves', title: 'Valid efficiency score', isGraded: true } as const
const PLAIN = chooseColours({ wanted: false, isTerminal: false, environment: {} })

const textOf = (
  facts: readonly ScoredFacts[],
  options: Partial<SummaryOptions> = {},
  width = 100,
): string => {
  const metrics = options.metrics ?? [EX]
  const card = scoreCard({ metrics: metrics.map(({ id }) => id) })
  const summary = summarizeScores(scoredQuestions(facts), { card, metrics, ...options })
  return scoreText(summary, { colours: PLAIN, width })
}

describe('scores for people', () => {
  it('show each metric, and groups by all metrics', () => {
    const facts = [
      { spiderDifficulty: 'hard', dbId: 'zoo', features: ['join'], verdicts: { ex: 1, em: 0 } },
      { spiderDifficulty: 'easy', dbId: 'art', features: ['join', 'limit'], verdicts: { ex: 0, em: 0 } },
      { spiderDifficulty: 'easy', dbId: 'art', features: [], verdicts: { ex: 0, em: 1 } },
    ] as const
    const lines = textOf(facts, { metrics: [EX, EM] }).split('\n')
    expect(lines[0]).toBe('3 questions')
    expect(lines[3]).toMatch(/^ex {7}33\.3 {2}0\.0 to \d+\.\d {3,}Execution accuracy$/)
    expect(lines.slice(lines.indexOf('By difficulty'), lines.indexOf('By difficulty') + 5)).toEqual([
      'By difficulty',
      'difficulty  questions     ex     em',
      '──────────  ─────────  ─────  ─────',
      'easy                2    0.0   50.0',
      'hard                1  100.0    0.0',
    ])
    expect(lines.slice(lines.indexOf('By database, worst first') + 3)[0]).toMatch(
      /^art {2,}2 {4,}0\.0 {3}50\.0$/,
    )
    expect(lines.slice(lines.indexOf('By what the gold query uses') + 3)[0]).toMatch(/^join {2,}2 /)
  })

  it('cut many databases to the worst, and say so', () => {
    const facts = Array.from({ length: 12 }, (_, index) => ({
      dbId: `d${index}`,
      verdicts: { ex: index < 6 ? 1 : 0 },
    }))
    const text = textOf(facts)
    expect(text).toContain('The 10 worst of 12 databases\n')
    expect(text.match(/^d\d+ /gm)).toHaveLength(10)
    expect(text).toMatch(/^d9 .*\nd0 .*\nd1 /m)
  })

  it('leave out what there is not', () => {
    const text = textOf([{}])
    expect(text).not.toMatch(/database|gold query uses|Components|Calibration|Problems|move/)
  })

  it('show components, calibration and the band of timed metrics', () => {
    const components = { where: { accuracy: 1, recall: 1, f1: 1, goldCount: 1, predictedCount: 1 } }
    const text = textOf(
      [
        {
          run: { status: 'answered', confidence: 0.85, ms: 1 },
          verdicts: {
            ex: 0,
            em: { score: 1, reason: null, details: { components } },
            ves: { score: 1, reason: null, details: { spread: 0.01 } },
          },
        },
      ],
      { metrics: [EX, EM, VES] },
    )
    expect(text).toMatch(/Components of em\n.*\n.*\nwhere {9}100\.0 {3}100\.0 {2}100\.0\n/)
    expect(text).toMatch(
      /Calibration: off by 85\.0 points on average\nRight in 0\.0 % of the more confident half\.\n.*\n.*\n80 to 90 % {2,}1 {3,}85\.0 {4}0\.0\n/,
    )
    expect(text).toMatch(/\nRepeated runs move ves by up to ±2\.8 points\.\n/)
  })

  it('name problems with examples, as harmless text', () => {
    const text = textOf([{ predicted: null }, { predicted: null, dbId: 'a\u001b[31m\nb' }])
    expect(text).toContain(
      'Problems\n2 questions without a prediction\n  Question 0 (shop): there is no prediction.\n  Question 1 (a␛[31m↵b):',
    )
  })

  it('fit a narrow terminal', () => {
    const facts = [{ dbId: 'a_rather_long_name_of_a_database' }, { dbId: 'b', predicted: null }]
    const tables = textOf(facts, { metrics: [EX, EM] }, 40)
      .split('\n\n')
      .slice(0, -1)
      .join('\n\n')
    expect(tables.split('\n').filter((line) => displayWidth(line) > 40)).toEqual([])
  })
})

describe('the score card', () => {
  it('is two lines, and a third of a run', () => {
    expect(scoreCardLines(scoreCard())).toEqual([
      'sonde 0.1.0 · SQLite 3.50.0 · Node v20.0.0 · as-official · limit 30,000 ms a query · seed 7',
      'questions questions.json (aaaaaaaaaaaa) · predictions predictions.json (bbbbbbbbbbbb)',
    ])
    const run = {
      model: 'builtin',
      profile: 'sonde',
      without: ['keywords'],
      usesEvidence: false,
      knowledge: 'frozen',
      today: '2026-11-21',
    } as const
    const lines = scoreCardLines(scoreCard({ metrics: ['ves'], predictions: null, run }))
    expect(lines[0]).toContain(' · 100 rounds · ')
    expect(lines.slice(1)).toEqual([
      'questions questions.json (aaaaaaaaaaaa)',
      'model builtin · profile sonde · without keywords · without evidence · knowledge frozen · today is 2026-11-21',
    ])
  })
})
