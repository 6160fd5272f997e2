import type { ColumnEntry } from '../schema-lexicon.ts'

const TRUE = /^(1|t|true|y|yes)$/i
const FALSE = /^(0|f|false|n|no)$/i

/** What a column of yes and no stores for one of them; null when it holds other things. */
export function truthValue({ profile }: ColumnEntry, wanted: boolean): string | number | null {
  if (profile?.content !== 'boolean') return null
  const found = profile.frequentValues
    .map(({ value }) => value)
    .find((value) => (wanted ? TRUE : FALSE).test(String(value).trim()))
  return typeof found === 'string' || typeof found === 'number' ? found : null
}
