import type { FixedDemonstration } from './demonstration.ts'

/** Nine, as in TCSR-SQL's table 3: each a way in which data and questions write the same thing differently. */
export const VARIANT_DEMONSTRATIONS: readonly FixedDemonstration[] = [
  shown('Norwegian', ['vessel.flag', '"GRC" "DNK" "ITA"'], ['NOR', 'Norway', 'NO']),
  shown('wooden', ['puppet.material', '"cloth" "papier-mache"'], ['wood', 'timber']),
  shown('golden bells', ['apple.sort', '"Red Lantern" "Early Amber"'], ['Golden Bell', 'Goldenbell']),
  shown('finished', ['repair.state', '"O" "W" "X"'], ['F', 'D', 'C', 'DONE']),
  shown('women', ['member.sex', '"M"'], ['F', 'Female', 'W']),
  shown('autumn 2019', ['course.term', '"SP-18" "FA-18" "SP-19"'], ['FA-19']),
  shown('Doctor Holm', ['vet.name', '"Dr. Ana Ruiz" "Dr. Leo Brandt"'], ['Dr. Holm', 'Holm']),
  shown('insured', ['parcel.is_insured', '0 1'], ['1', 'yes', 'true']),
  shown(
    'head of sales',
    ['person.job', '"Acct. Mgr" "Sr. Eng"'],
    ['Sales Mgr', 'Hd. Sales', 'Head of Sales'],
  ),
]

function shown(
  words: string,
  [column, samples]: readonly [string, string],
  values: readonly string[],
): FixedDemonstration {
  return { given: `${column}: ${samples}\nWords: "${words}"`, reply: JSON.stringify({ values }) }
}
