import { hashText } from '../../../base/random.ts'
import type { Row } from '../../../database/database.ts'
import { distinctResultKey } from '../../../database/result-key.ts'
import type { RankedCandidate } from './rank-candidates.ts'

/** So many of the best readings are run before one of them is chosen. */
export const VOTERS = 6
/** So many rows tell results apart. */
export const VOTED_ROWS = 300

/** What running a candidate came to. */
export interface FoundResult {
  /** Equal for equal rows, whatever their order and however often each is there. */
  readonly key: number
  /** 0 for nothing, or nothing but NULL; -1 where the query failed. */
  readonly rowCount: number
}

/** Of the first rows of a result; null where there is none. */
export function describeResult(rows: readonly Row[] | null): FoundResult {
  if (rows === null) return { key: 0, rowCount: -1 }
  const first = rows.slice(0, VOTED_ROWS)
  const isEmpty = first.every((row) => row.every((value) => value === null))
  return { key: hashText(distinctResultKey(first)) | 0, rowCount: isEmpty ? 0 : first.length }
}

/** What is known of the results of candidates, by their place in the list; undefined of those that did not run. */
export type ResultOf = (index: number) => FoundResult | undefined

/** An empty result may be the truth, but seldom is: only a reading that is far better than all that find something. */
const EMPTY_WORTH = 0.3

/**
 * Readings that find the same stand for one answer: the answer with the largest share together comes first, by the best
 * of its readings. What fails has no vote, and what finds nothing a small one.
 */
export function rankByResults(ranked: readonly RankedCandidate[], resultOf: ResultOf): RankedCandidate[] {
  const shares = sharesOfResults(ranked, resultOf)
  const worth = ({ index, share }: RankedCandidate) =>
    resultOf(index)?.rowCount === 0 ? EMPTY_WORTH * share : shareOf(resultOf(index), shares)
  const first = ranked
    .slice(0, VOTERS)
    .reduce<RankedCandidate | undefined>(
      (best, one) => (best === undefined || worth(one) > worth(best) ? one : best),
      undefined,
    )
  return first === undefined ? [] : [first, ...ranked.filter((one) => one !== first)]
}

/** What the results say of the candidate that was chosen, in this order. */
export const RESULT_FACTS = [
  'share of result',
  'odds of result',
  'share of rival result',
  'results',
  'fails',
  'finds nothing',
  'finds one row',
  'rows found',
] as const

/** Keeps the odds finite where one result has all of the share. */
const DOUBT = 1e-3

/** Without results each candidate stands for a result of its own. */
export function resultFacts(ranked: readonly RankedCandidate[], resultOf: ResultOf): readonly number[] {
  const [chosen] = ranked
  const voters = ranked.toSorted((left, right) => right.share - left.share)
  const known = (index: number) => resultOf(index) ?? { key: index, rowCount: 1 }
  const shares = sharesOfResults(voters, known)
  const own = known(chosen!.index)
  const share = Math.min(1, shareOf(own, shares) || chosen!.share)
  const rivals = [...shares].flatMap(([key, other]) => (key === own.key ? [] : [other]))
  return [
    share,
    Math.log((share + DOUBT) / (1 - share + DOUBT)),
    Math.max(0, ...rivals),
    shares.size / VOTERS,
    Number(own.rowCount < 0),
    Number(own.rowCount === 0),
    Number(own.rowCount === 1),
    Math.log(own.rowCount + 2) / 3,
  ]
}

function sharesOfResults(
  ranked: readonly RankedCandidate[],
  resultOf: ResultOf,
): ReadonlyMap<number, number> {
  const shares = new Map<number, number>()
  for (const { index, share } of ranked.slice(0, VOTERS)) {
    const result = resultOf(index)
    if (result === undefined || result.rowCount <= 0) continue
    shares.set(result.key, (shares.get(result.key) ?? 0) + share)
  }
  return shares
}

function shareOf(result: FoundResult | undefined, shares: ReadonlyMap<number, number>): number {
  return result === undefined || result.rowCount <= 0 ? 0 : (shares.get(result.key) ?? 0)
}
