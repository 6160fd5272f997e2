import type { Random } from '../../base/random.ts'
import type { Row } from '../../database/database.ts'

/** Names as statistics offices write them: nearly alike, and told apart only by reading on. Middle value, spread. */
const INDICATORS: readonly (readonly [name: string, middle: number, spread: number])[] = [
  ['GDP(billion USD)', 900, 700],
  ['GDP growth(%)', 1.8, 2.4],
  ['GDP growth rate', 0.018, 0.024],
  ['GDP growth rate, seasonally adj.', 0.017, 0.02],
  ['GDP per capita(USD)', 41_000, 22_000],
  ['GDP deflator', 108, 6],
  ['CPI(%)', 2.9, 2.2],
  ['CPI food(%)', 3.8, 3],
  ['Unemployment rate(%)', 5.2, 2.5],
  ['Youth unemployment rate(%)', 11.5, 5],
  ['Tea imports(t)', 24_000, 15_000],
  ['Tea consumption per capita(kg)', 1.1, 0.9],
  ['Coffee imports(t)', 310_000, 200_000],
  ['Coffee consumption per capita(kg)', 4.6, 2.2],
]
const COUNTRIES = ['DE', 'GB', 'CH', 'CN', 'US']
const PERIODS = [
  '2023 Q1',
  '2023 Q2',
  '2023 Q3',
  '2023 Q4',
  '2023 annual',
  '2024 Q1',
  '2024 Q2',
  '2024 Q3',
  '2024 Q4',
]

export function indicatorRows(random: Random): Row[] {
  return COUNTRIES.flatMap((country) =>
    INDICATORS.flatMap(([name, middle, spread], index) =>
      PERIODS.map((period) => {
        const value = middle + (random.next() - 0.5) * spread
        const decimals = middle >= 1000 ? 0 : middle < 0.1 ? 4 : 1
        const isMissing = random.next() < 0.03
        return [country, index + 1, name, period, isMissing ? null : Number(value.toFixed(decimals))]
      }),
    ),
  )
}
