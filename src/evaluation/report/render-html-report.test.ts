import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { MetricId } from '../metrics/metric.ts'
import type { ScoredQuestion } from '../scored-question.ts'
import type { MetricSummary, ScoreSummary } from '../summary/score-summary.ts'
import { type HtmlReport, renderHtmlReport } from './render-html-report.ts'
import { REPORT_STYLE } from './report-style.ts'

const ATTACK = `"><script>alert('x')</script><img src=x onerror=alert(1)>\u202e\u0000\u001b[31m</style></script>`

const SCHEMAS = new Map([['shop', { tables: [{ name: 't', columns: [{ name: 'a' }, { name: 'b' }] }] }]])

function scored(index: number, facts: Partial<ScoredQuestion> = {}): ScoredQuestion {
  return {
    question: { index, dbId: 'shop', question: `question ${index}?`, gold: 'SELECT a FROM t' },
    predicted: 'SELECT b FROM t',
    verdicts: { ex: { score: 0, reason: 'other-rows' }, em: { score: 1, reason: null } },
    spiderDifficulty: 'easy',
    features: [],
    run: null,
    ...facts,
  }
}

function metricSummary(title: string): MetricSummary {
  const groups = (name: string) => [{ name, count: 4, score: 50 }]
  return {
    title,
    score: 50,
    interval: [20.5, 79.5],
    byDifficulty: groups('easy'),
    byDatabase: groups('shop'),
    byFeature: groups('join'),
  }
}

function summaryOf(metrics: readonly MetricId[], count = 1): ScoreSummary {
  return {
    card: {
      sonde: '0.1.0',
      engine: 'SQLite 3.50.4',
      node: '20.0.0',
      mode: 'as-official',
      metrics,
      timeoutMs: 30_000,
      rounds: 100,
      seed: 7,
      questions: { name: 'dev.json', sha256: 'abc' },
      predictions: { name: 'made.json', sha256: 'def' },
      run: null,
    },
    count,
    metrics: Object.fromEntries(metrics.map((id) => [id, metricSummary(`title of ${id}`)])),
    problems: [],
    calibration: null,
    spending: null,
  }
}

function render(facts: Partial<HtmlReport> = {}): string {
  return renderHtmlReport({
    title: 'A report',
    summary: summaryOf(['ex', 'em']),
    questions: [scored(0)],
    schemas: SCHEMAS,
    differences: new Map(),
    madeAt: new Date('2026-01-02T03:04:05Z'),
    ...facts,
  })
}

/** What a reader sees, tags left out. */
function textOf(page: string): string {
  return page
    .replace(/<(style|script)>[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, '')
    .replace(/[ \n]+/g, ' ')
}

describe('untrusted text', () => {
  const summary = summaryOf(['ex'])
  const groups = [{ name: ATTACK, count: 1, score: 0 }]
  const page = render({
    title: ATTACK,
    summary: {
      ...summary,
      card: { ...summary.card, engine: ATTACK, questions: { name: ATTACK, sha256: ATTACK } },
      metrics: {
        ex: { ...metricSummary(ATTACK), byDatabase: groups, byDifficulty: groups, byFeature: groups },
      },
      problems: [{ kind: 'malformed', count: 1, examples: [ATTACK] }],
    },
    questions: [
      scored(0, {
        question: {
          index: 0,
          dbId: ATTACK,
          question: ATTACK,
          gold: ATTACK,
          evidence: ATTACK,
          difficulty: ATTACK,
        },
        predicted: ATTACK,
        verdicts: { ex: { score: 0, reason: 'other-rows', message: ATTACK } },
        run: { status: ATTACK, confidence: 0.5, ms: 1 },
      }),
    ],
    differences: new Map([
      [
        0,
        {
          kind: 'compared',
          relation: 'other-rows',
          gold: { columns: [ATTACK], rowCount: 1 },
          predicted: { columns: [ATTACK], rowCount: 0 },
          onlyInGold: { count: 1, rows: [[ATTACK]] },
          onlyInPredicted: { count: 0, rows: [] },
        },
      ],
    ]),
  })

  it('becomes no markup', () => {
    expect(page.match(/<script\b/g)).toHaveLength(1)
    expect(page.match(/<\/script>/g)).toHaveLength(1)
    expect(page.match(/<\/style>/g)).toHaveLength(1)
    expect(page).not.toContain('<img')
    expect(page.match(/&lt;img src=x/g)!.length).toBeGreaterThan(14)
  })

  it('has its controls and reordering marks made visible', () => {
    for (const unsafe of ['\u0000', '\u001b', '\u202e']) expect(page).not.toContain(unsafe)
    expect(page).toContain('\\u202e␀␛[31m')
  })

  it('stays in its attributes', () => {
    const tags = page.match(/<[a-z][^>]*>/g)!
    for (const tag of tags)
      expect(tag).toMatch(/^<[a-z][a-z0-9]*( [a-zA-Z][a-zA-Z0-9-]*(="[^"<]*")?)* ?\/?>$/)
    expect(tags.filter((tag) => /\son\w+=/.test(tag))).toEqual([])
  })
})

describe('the file', () => {
  const page = render()

  it('allows its own style and script, and nothing else', () => {
    const [, style] = /<style>([\s\S]*?)<\/style>/.exec(page)!
    const [, script] = /<script>([\s\S]*?)<\/script>/.exec(page)!
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(page)!
    const hash = (text: string): string => createHash('sha256').update(text).digest('base64')
    expect(policy!.replaceAll('&#39;', "'")).toBe(
      `default-src 'none'; style-src 'sha256-${hash(style!)}'; script-src 'sha256-${hash(script!)}'; base-uri 'none'; form-action 'none'`,
    )
    expect(page).not.toMatch(/\sstyle="/)
  })

  it('needs nothing from outside', () => {
    expect(page).not.toMatch(/https?:|url\(|@import|\ssrc=|<link/)
  })

  it('is the same for the same evaluation', () => {
    expect(render()).toBe(page)
  })

  it('links only to places that it has', () => {
    const ids = new Set([...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id))
    const targets = [...page.matchAll(/(?:href="#|aria-labelledby="|for=")([^"]*)"/g)].flatMap(([, names]) =>
      names!.split(' '),
    )
    expect(targets.length).toBeGreaterThan(8)
    expect(targets.filter((target) => !ids.has(target))).toEqual([])
  })

  it('has one first heading and skips no level', () => {
    const levels = [...page.matchAll(/<h(\d)/g)].map(([, level]) => Number(level))
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    expect(levels.every((level, at) => at === 0 || level <= levels[at - 1]! + 1)).toBe(true)
  })
})

it('says the score, its interval and its conditions', () => {
  const text = textOf(render({ summary: summaryOf(['ex'], 2), questions: [scored(0), scored(1)] }))
  expect(text).toContain('0 of 2 predictions return what the gold query returns')
  expect(text).toContain('expect a score between 20.5 and 79.5 % (95 % interval)')
  expect(text).toContain('2 questions on 1 database · 2026-01-02 03:04 UTC')
  for (const fact of ['as-official', 'SQLite 3.50.4', 'sha256 abc', '30 s for one statement']) {
    expect(text).toContain(fact)
  }
})

it('gives intervals of groups where right is a matter of yes or no', () => {
  expect(textOf(render({ summary: summaryOf(['ex']) }))).toContain('15.0 – 85.0')
  expect(textOf(render({ summary: summaryOf(['ves']) }))).not.toContain('15.0 – 85.0')
})

it('offers a choice of metrics only where there are several', () => {
  expect(render()).toContain('<select id="metric">')
  expect(render({ summary: summaryOf(['ex']) })).not.toContain('<select')
})

it('draws calibration, with a text for those who do not see it', () => {
  const bins = [
    { from: 0, to: 0.5, count: 0, meanConfidence: 0, accuracy: 0 },
    { from: 0.5, to: 1, count: 40, meanConfidence: 0.9, accuracy: 0.75 },
  ]
  const page = render({
    summary: { ...summaryOf(['ex']), calibration: { expectedError: 0.15, precisionAtHalf: 0.9, bins } },
  })
  expect(page).toContain('At a mean confidence of 90.0 %, 75.0 % of 40 questions are right.')
  expect(page.match(/<circle/g)).toHaveLength(1)
  expect(textOf(page)).toContain('15.0 points away')
  expect(textOf(page)).toContain('It tends to be too sure.')
  expect(render()).not.toContain('id="calibration"')
})

it('shows a failure with both queries, marks, verdicts and rows', () => {
  const page = render({
    differences: new Map([
      [
        0,
        {
          kind: 'compared',
          relation: 'other-rows',
          gold: { columns: ['a'], rowCount: 12 },
          predicted: { columns: ['b'], rowCount: 1 },
          onlyInGold: { count: 12, rows: [[1n], [null], [new Uint8Array([1, 255])]] },
          onlyInPredicted: { count: 1, rows: [['x']] },
        },
      ],
    ]),
  })
  expect(page).toContain('SELECT <mark>a</mark> FROM t')
  expect(page).toContain('SELECT <mark>b</mark> FROM t')
  expect(page).toContain('<h3>other columns shown</h3>')
  const text = textOf(page)
  expect(text).toContain('ex wrong: other rows')
  expect(text).toContain('Gold: 12 rows of 1 column. Prediction: 1 row of 1 column.')
  expect(text).toContain('Only in gold: 12 rows, the first 3 shown')
  expect(text).toContain('NULL')
  expect(text).toContain('0x01ff (2 bytes)')
})

it('tells once what the engine said', () => {
  const message = 'no such column: b'
  const failing = { ex: { score: 0, reason: 'prediction-failed', message } } as const
  const differences = new Map([[0, { kind: 'prediction-failed', message } as const]])
  const count = (page: string): number => page.split(message).length - 1
  expect(count(render({ questions: [scored(0, { verdicts: failing })], differences }))).toBe(1)
  expect(count(render({ differences }))).toBe(1)
})

it('says that nothing is wrong', () => {
  const page = render({ questions: [scored(0, { verdicts: { ex: { score: 1, reason: null } } })] })
  expect(textOf(page)).toContain('Nothing is wrong.')
  expect(textOf(page)).toContain('question 0?')
})

it('keeps a page of many failures small, and says where the rest is', () => {
  const long = 'x'.repeat(50_000)
  const questions = Array.from({ length: 10_500 }, (_, index) => scored(index))
  const first = scored(0, { question: { index: 0, dbId: 'shop', question: long, gold: `SELECT '${long}'` } })
  const page = render({ questions: [first, ...questions.slice(1)], summary: summaryOf(['ex'], 10_500) })
  expect(page.length).toBeLessThan(4_000_000)
  expect(page.match(/class="failure"/g)).toHaveLength(500)
  const text = textOf(page)
  expect(text).toContain('500 of them are shown in full')
  expect(text).toContain('The other 10,000 are in the list of questions below')
  expect(text).toContain('The other 500 are in the JSONL file')
  expect(text).toMatch(/x… \([\d,]+ more characters\)/)
})

describe.each(['light', 'dark'])('the %s colours', (scheme) => {
  const blocks = [...REPORT_STYLE.matchAll(/:root \{([^}]*)\}/g)].map(([, block]) => block!)
  const colours = new Map(
    blocks
      .slice(0, scheme === 'light' ? 1 : 2)
      .flatMap((block) =>
        [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map(([, name, hex]) => [name!, hex!]),
      ),
  )
  it.each([
    ['ink', 'paper'],
    ['ink', 'panel'],
    ['soft', 'paper'],
    ['soft', 'panel'],
    ['link', 'paper'],
    ['gold', 'gold-back'],
    ['gold', 'panel'],
    ['made', 'made-back'],
    ['made', 'panel'],
  ])('are readable: %s on %s', (front, back) => {
    const [one, other] = [luminance(colours.get(front)!), luminance(colours.get(back)!)]
    expect((Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)).toBeGreaterThanOrEqual(4.5)
  })
})

/** As WCAG 2 defines it. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}
