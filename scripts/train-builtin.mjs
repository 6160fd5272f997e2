// Learns the parameters that ship with the package: npm run train:builtin -- <folder of Spider> … [--seed 0] [--out FILE]
// A folder holds train.json; the first one holds database/ too. docs/builtin-model.md says more.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT, runNode } from './process.mjs'

const OUT = join(ROOT, 'src', 'model', 'builtin', 'parameters', 'general.bin')
/** Where surveys are kept from one training to the next. */
const HOME = process.env.SONDE_HOME ?? join(ROOT, 'node_modules', '.sonde-training')
/** Wrong queries on larger databases run into their limit, which is no measure of anything. */
const MAX_ROWS = '30000'
/** Questions that are made from each database, so that not all wordings are those of one set's authors. */
const SYNTHESIZED = '24'
/** Questions of our own on the same databases, asked as analysts ask. They are few; a file that is named again counts again. */
const OWN = join(ROOT, 'scripts', 'training-questions.json')
const OWN_TIMES = 4
/** Questions of the training set that say "last year" must mean the same year whenever this runs. */
const TODAY = '2026-01-01'

const { values: chosen, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '0' }, out: { type: 'string', default: OUT } },
})
const [spider] = folders
const missing = folders.flatMap((folder, index) =>
  ['train.json', ...(index === 0 ? ['database'] : [])]
    .map((name) => join(folder, name))
    .filter((path) => !existsSync(path)),
)
if (spider === undefined || missing.length > 0) {
  console.error(
    spider === undefined
      ? 'Usage: npm run train:builtin -- <folder of Spider> … [--seed 0] [--out FILE]'
      : `There is no ${missing[0]}.`,
  )
  process.exit(2)
}
const files = [...folders.map((folder) => join(folder, 'train.json')), ...Array(OWN_TIMES).fill(OWN)]
const pairs = files.flatMap((file) => ['--pairs', file])
const options = [
  '--databases',
  join(spider, 'database'),
  '--max-rows',
  MAX_ROWS,
  '--synthesize',
  SYNTHESIZED,
  '--today',
  TODAY,
  '--seed',
  chosen.seed,
  '--out',
  chosen.out,
  '--home',
  HOME,
]
const main = join(ROOT, 'src', 'cli', 'main.ts')
process.exit(await runNode(['--import', 'tsx', main, 'train', ...pairs, ...options]))
