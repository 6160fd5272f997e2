import type { Random } from '../../base/random.ts'
import { foldText } from '../../base/text.ts'
import type { Row } from '../../database/database.ts'

export const COUNTRIES: readonly (readonly [code: string, name: string, region: string])[] = [
  ['DE', 'Germany', 'Europe'],
  ['AT', 'Austria', 'Europe'],
  ['CH', 'Switzerland', 'Europe'],
  ['GB', 'United Kingdom', 'Europe'],
  ['IE', 'Ireland', 'Europe'],
  ['FR', 'France', 'Europe'],
  ['NL', 'Netherlands', 'Europe'],
  ['CN', 'China', 'Asia'],
  ['IN', 'India', 'Asia'],
  ['LK', 'Sri Lanka', 'Asia'],
  ['US', 'United States', 'North America'],
  ['BR', 'Brazil', 'South America'],
  ['CO', 'Colombia', 'South America'],
]

export const BRANCHES: readonly Row[] = [
  [1, 'Harbor Tea HQ', 'Hamburg', 'DE', '2009-04-01'],
  [2, 'Harbor Tea South', 'München', 'DE', '2013-09-15'],
  [3, 'Harbor Tea Schweiz', 'Zürich', 'CH', '2016-03-01'],
  [4, 'Harbor Tea UK', 'London', 'GB', '2015-06-20'],
  [5, 'Harbor Tea Dublin', 'Dublin', 'IE', '2018-10-08'],
  [6, '海港茶业', 'Shanghai', 'CN', '2021-05-10'],
]

/** Cities with their country and how many customers they have, compared with the others. */
const CITIES: readonly (readonly [city: string, country: string, weight: number])[] = [
  ['Hamburg', 'DE', 8],
  ['Berlin', 'DE', 7],
  ['München', 'DE', 6],
  ['Köln', 'DE', 4],
  ['Wien', 'AT', 4],
  ['Graz', 'AT', 2],
  ['Zürich', 'CH', 5],
  ['Genève', 'CH', 2],
  ['London', 'GB', 7],
  ['Edinburgh', 'GB', 3],
  ['Dublin', 'IE', 4],
  ['Cork', 'IE', 2],
  ['Paris', 'FR', 4],
  ['Lyon', 'FR', 2],
  ['Amsterdam', 'NL', 3],
  ['Shanghai', 'CN', 4],
  ['Beijing', 'CN', 3],
  ['New York', 'US', 2],
]

const GIVEN: Readonly<Record<string, readonly string[]>> = {
  western: [
    'Anna',
    'Ben',
    'Chloé',
    'Daniel',
    'Emma',
    'Felix',
    'Grace',
    'Henry',
    'Isla',
    'Jörg',
    'Katrin',
    'Liam',
  ],
  german: ['Jürgen', 'Käthe', 'Sören', 'Annegret', 'Björn', 'Heike', 'Matthias', 'Ute'],
}
const FAMILY: Readonly<Record<string, readonly string[]>> = {
  western: [
    'Murphy',
    'Smith',
    "O'Neill",
    'Dubois',
    'de Vries',
    'Walsh',
    'Taylor',
    'Martin',
    'Lefèvre',
    'Jansen',
  ],
  german: ['Müller', 'Schröder', 'Weiß', 'Groß', 'Jäger', 'Köhler', 'Schäfer', 'Böhm', 'Krüger', 'Hoffmann'],
}
const CHINESE_NAMES = ['王小明', '李娜', '张伟', '刘洋', '陈静', '杨磊', '赵敏', '周杰', '吴芳', '徐强']
const CHINESE_HOUSES = [
  '和平茶馆',
  '东方咖啡',
  '春风酒店',
  '明月茶楼',
  '南京路咖啡馆',
  '竹林茶舍',
  '长城饭店',
  '龙门茶行',
]

const HOUSE_KINDS: Readonly<Record<string, readonly string[]>> = {
  cafe: ['Café', 'Coffee House', 'Kaffeehaus', 'Tea Room', 'Brasserie'],
  restaurant: ['Restaurant', 'Bistro', 'Gasthaus', 'Kitchen'],
  hotel: ['Hotel', 'Grand Hotel', 'Pension'],
  shop: ['Deli', 'Teeladen', 'Grocers', 'Markt'],
}
const HOUSE_NAMES = [
  'Zürich',
  'Lindenhof',
  'Harbour View',
  'Sankt Pauli',
  'Old Mill',
  'Nordstern',
  'Blue Door',
]
  .concat([
    'Kleine Freiheit',
    'Rose & Crown',
    'Belle Époque',
    'Sonnenschein',
    'Three Swans',
    'Alte Post',
    'Central',
  ])
  .concat([
    'Goldener Hirsch',
    'Riverside',
    'Le Petit Jardin',
    'Market Square',
    'Zum Anker',
    'Lighthouse',
    'Espresso 66',
  ])

const POSITIONS: readonly (readonly [title: string, salary: number, count: number])[] = [
  ['Jr. Barista', 27000, 10],
  ['Sr. Barista', 34000, 7],
  ['Sales Rep.', 41000, 9],
  ['Acct. Mgr', 52000, 5],
  ['Warehouse', 33000, 6],
  ['Tea Taster', 58000, 2],
  ['Trainee', 21000, 3],
]

export const CUSTOMER_COUNT = 420

export function staffRows(random: Random): Row[] {
  const rows: Row[] = BRANCHES.map(([branch], index) => {
    const manager = index === 0 ? null : 1
    return [
      index + 1,
      personName(random, index === 5 ? 'CN' : 'DE'),
      'Branch Mgr',
      branch!,
      manager,
      day(random, 2009, 8),
      68000 + random.below(20) * 500,
    ]
  })
  for (const [title, salary, count] of POSITIONS) {
    for (let made = 0; made < count; made++) {
      const branch = 1 + random.below(BRANCHES.length)
      const name = personName(random, branch === 6 ? 'CN' : branch > 3 ? 'GB' : 'DE')
      rows.push([
        rows.length + 1,
        name,
        title,
        branch,
        branch,
        day(random, 2014, 11),
        salary + random.below(16) * 250,
      ])
    }
  }
  return rows
}

export function customerRows(random: Random): Row[] {
  const kinds = ['cafe', 'cafe', 'cafe', 'restaurant', 'restaurant', 'hotel', 'shop', 'private', 'private']
  return Array.from({ length: CUSTOMER_COUNT }, (_, index) => {
    const [city, country] = weighted(random, CITIES, ([, , weight]) => weight)
    const kind = random.pick(kinds)
    const name = kind === 'private' ? personName(random, country) : houseName(random, kind, country)
    const email =
      random.next() < 0.12 ? null : `${slug(name) || 'kontakt'}${index + 1}@example.${country.toLowerCase()}`
    const closedOn = random.next() < 0.07 ? day(random, 2024, 2) : null
    const limit = random.next() < 0.25 ? null : (1 + random.below(20)) * 500
    return [index + 1, name, kind, city, country, email, day(random, 2015, 8), closedOn, limit]
  })
}

function personName(random: Random, country: string): string {
  if (country === 'CN') return random.pick(CHINESE_NAMES)
  const origin = ['DE', 'AT', 'CH'].includes(country) ? 'german' : 'western'
  return `${random.pick(GIVEN[origin]!)} ${random.pick(FAMILY[origin]!)}`
}

function houseName(random: Random, kind: string, country: string): string {
  if (country === 'CN' && random.next() < 0.8) return random.pick(CHINESE_HOUSES)
  return `${random.pick(HOUSE_KINDS[kind]!)} ${random.pick(HOUSE_NAMES)}`
}

function slug(name: string): string {
  return foldText(name).replace(/[^a-z]+/g, '')
}

/** A day from the first of January of `year` on, within so many years, in ISO notation. */
export function day(random: Random, year: number, years: number): string {
  const start = Date.UTC(year, 0, 1)
  return new Date(start + random.below(years * 365) * 86_400_000).toISOString().slice(0, 10)
}

export function weighted<T>(random: Random, items: readonly T[], weightOf: (item: T) => number): T {
  let left = random.next() * items.reduce((sum, item) => sum + weightOf(item), 0)
  for (const item of items) {
    left -= weightOf(item)
    if (left < 0) return item
  }
  return items.at(-1)!
}
