import { stemWord } from '../../../base/text.ts'

/** An adjective of degree: what it says of which columns, in words joined by bars. */
export interface DegreeWords {
  /** Words of the names of columns that tell the degree, the best first. */
  readonly columns: string
  /** The same of columns where less means more of it: an older person has the earlier birth date. */
  readonly reversed?: string
  readonly most?: string
  readonly least?: string
  readonly more?: string
  readonly less?: string
  readonly how?: string
}

/** What adjectives speak of, whatever the database. */
export const DEGREE_WORDS = {
  age: {
    columns: 'age',
    reversed: 'birth|birthday|born|founded|opened|built',
    most: 'oldest|eldest',
    least: 'youngest',
    more: 'older than|older',
    less: 'younger than|younger',
  },
  height: {
    columns: 'height|tall|elevation|altitude',
    most: 'tallest',
    more: 'taller than|taller',
    how: 'how tall|how high',
  },
  length: {
    columns: 'length|duration|runtime|milliseconds|minutes|seconds|time|distance',
    most: 'longest|lengthiest',
    least: 'shortest|briefest',
    more: 'longer',
    less: 'shorter',
    how: 'how long',
  },
  distance: {
    columns: 'distance|length|mile|kilometer|km',
    most: 'farthest|furthest|most distant',
    least: 'nearest|closest',
    more: 'farther than|further than|farther away than|further away than',
    less: 'nearer than|closer than',
    how: 'how far|how far away',
  },
  width: {
    columns: 'width|breadth',
    most: 'widest|broadest',
    least: 'narrowest',
    more: 'wider than|broader than',
    less: 'narrower than',
    how: 'how wide|how broad',
  },
  depth: {
    columns: 'depth|deep',
    most: 'deepest',
    least: 'shallowest',
    more: 'deeper than|deeper',
    less: 'shallower than|shallower',
    how: 'how deep',
  },
  size: {
    columns: 'size|area|population|capacity|employees|amount',
    most: 'largest|biggest',
    least: 'smallest|tiniest',
    how: 'how big|how large',
  },
  population: {
    columns: 'population|inhabitant|resident|people',
    most: 'most populous|most populated|largest populated',
    least: 'least populous|least populated',
    more: 'more populous than',
    less: 'less populous than',
  },
  density: {
    columns: 'density',
    most: 'densest|most densely populated',
    least: 'least densely populated',
    more: 'denser than',
  },
  weight: {
    columns: 'weight|mass',
    most: 'heaviest',
    least: 'lightest',
    more: 'heavier than|heavier',
    less: 'lighter than|lighter',
    how: 'how heavy',
  },
  speed: {
    columns: 'speed|velocity|pace',
    reversed: 'time|duration',
    most: 'fastest|quickest',
    least: 'slowest',
    more: 'faster than|quicker than',
    less: 'slower than',
    how: 'how fast',
  },
  power: {
    columns: 'horsepower|power|strength|wattage',
    most: 'most powerful|strongest',
    least: 'least powerful|weakest',
    more: 'more powerful than|stronger than',
    less: 'less powerful than|weaker than',
    how: 'how powerful|how strong',
  },
  efficiency: {
    columns: 'mpg|mileage|gallon|efficiency|economy',
    most: 'most economical|most efficient|most fuel efficient',
    least: 'least economical|least efficient|least fuel efficient',
    more: 'more efficient than|more economical than',
  },
  temperature: {
    columns: 'temperature|temp|celsius|fahrenheit',
    most: 'hottest|warmest',
    least: 'coldest|coolest',
    more: 'hotter than|warmer than',
    less: 'colder than|cooler than',
    how: 'how hot|how warm|how cold',
  },
  rain: {
    columns: 'rain|rainfall|precipitation|humidity',
    most: 'wettest|rainiest|most humid',
    least: 'driest',
  },
  wind: { columns: 'wind|gust', most: 'windiest' },
  price: {
    columns: 'price|cost|fee|amount|rate|total|charge',
    most: 'most expensive|priciest|costliest|dearest|most costly',
    least: 'cheapest|least expensive|most affordable|least costly',
    more: 'more expensive than|costing more than|costs more than|cost more than|pricier than',
    less: 'cheaper than|less expensive than|costing less than|costs less than|cost less than',
    how: 'how expensive|how costly',
  },
  value: {
    columns: 'value|worth|price',
    most: 'most valuable',
    least: 'least valuable',
    more: 'more valuable than|worth more than',
    less: 'less valuable than|worth less than',
    how: 'how valuable',
  },
  wealth: {
    columns: 'wealth|worth|gdp|gnp|income|asset|billion|money|balance',
    most: 'richest|wealthiest',
    least: 'poorest',
    more: 'richer than|wealthier than',
    less: 'poorer than',
    how: 'how rich|how wealthy',
  },
  profit: {
    columns: 'profit|margin|earnings|revenue|income',
    most: 'most profitable',
    least: 'least profitable',
    more: 'more profitable than',
    less: 'less profitable than',
    how: 'how profitable',
  },
  pay: {
    columns: 'salary|pay|wage|income',
    most: 'best paid|highest paid|most paid|earns the most|earn the most',
    least: 'worst paid|lowest paid|least paid|earns the least|earn the least',
    more: 'better paid than|paid better than',
    less: 'worse paid than|paid worse than',
  },
  rating: {
    columns: 'rating|stars|score|grade',
    most: 'best rated|highest rated|top rated|best reviewed',
    least: 'worst rated|lowest rated|worst reviewed',
    more: 'rated higher than|better rated than|rated above|rated better than|rated over',
    less: 'rated lower than|worse rated than|rated below|rated worse than|rated under',
  },
  sales: {
    columns: 'sold|sales',
    most: 'best selling|bestselling|top selling|best sold|most sold|sold the most|sold the most units|sells the most|sell the most|sells best|sell best|sold best',
    least:
      'worst selling|least sold|worst sold|sold the least|sold the fewest units|sells the least|sell the least|sells worst',
  },
  casualties: {
    columns: 'killed|death|fatality|casualty',
    most: 'deadliest|bloodiest|most deadly',
    least: 'least deadly',
    more: 'deadlier than',
  },
  difficulty: {
    columns: 'difficulty|level',
    most: 'hardest|most difficult|toughest',
    least: 'easiest|least difficult',
    more: 'harder than|more difficult than',
    less: 'easier than',
    how: 'how difficult|how hard',
  },
  experience: {
    columns: 'experience|seniority|tenure',
    reversed: 'hire|hired|joined|join|start|started|employed|since|appointed',
    most: 'most experienced|longest serving|longest employed|longest standing',
    least: 'least experienced',
    more: 'more experienced than',
    less: 'less experienced than',
    how: 'how experienced',
  },
  recency: {
    columns: 'date|year|time|day|founded|opened|released',
    most: 'latest|newest|most recent|most recently|last|recent|recently|youngest date',
    least: 'earliest|first|least recent|oldest date',
    more: 'after|later than|newer than|more recent than',
    less: 'before|earlier than|prior to',
  },
} as const satisfies Readonly<Record<string, DegreeWords>>

/** The columns that an adjective of degree speaks of, as stems. */
export interface Degree {
  readonly columns: readonly string[]
  readonly reversed: readonly string[]
}

const stemsOf = (words: string | undefined) => words?.split('|').map(stemWord) ?? []

/** Each concept that a cue may name. */
export const DEGREES: ReadonlyMap<string, Degree> = new Map(
  Object.entries(DEGREE_WORDS).map(([name, { columns, reversed }]: [string, DegreeWords]) => [
    name,
    { columns: stemsOf(columns), reversed: stemsOf(reversed) },
  ]),
)
