const PERSONS = new Set(
  `person people customer client employee student teacher instructor professor author artist actor actress director
   player singer musician composer user member guest patient physician doctor nurse staff worker manager owner host
   candidate voter driver pilot captain judge lawyer agent seller buyer supplier vendor tenant resident visitor passenger
   wrestler gymnast swimmer climber athlete coach entrepreneur scientist researcher reviewer editor writer president
   representative perpetrator builder mechanic engineer technician apprentice friend child parent adult journalist
   conductor performer participant competitor rider jockey shareholder investor policyholder holder party tourist
   advisor tutor lecturer officer soldier citizen individual volunteer contestant winner head architect
   technologist salesperson assistant subscriber follower donor borrower reader man woman boy girl dancer chef
   supervisor rep crew bodybuilder claimant`.split(/\s+/),
)
// Groups that are named like persons but are firms as often.
const NOT_WHO = new Set(['supplier', 'vendor', 'party', 'seller', 'head', 'crew', 'reader'])

export function isPersonNoun(noun: string): boolean {
  const words = noun.split(' ')
  const last = words.at(-1)!
  if (last === 'member') return true
  return PERSONS.has(last) && !NOT_WHO.has(last)
}

/** What the rows of one table do to those of another; `by` is how the other says it: "taken by". */
export interface RelationVerb {
  readonly one: string
  readonly many: string
  /** Undefined where the verb is not turned around: "participates in". */
  readonly by?: string
  /** What a row of the linking table is. */
  readonly noun: string
}

function relation(one: string, many: string, past: string, noun: string): RelationVerb {
  return { one, many, by: `${past} by`, noun }
}

/** Names of linking tables that are verbs. */
export const RELATIONS: ReadonlyMap<string, RelationVerb> = new Map(
  Object.entries({
    takes: relation('takes', 'take', 'taken', 'enrollment'),
    teaches: relation('teaches', 'teach', 'taught', 'teaching assignment'),
    prescribes: relation('prescribes', 'prescribe', 'prescribed', 'prescription'),
    undergoes: relation('undergoes', 'undergo', 'undergone', 'treatment'),
    owns: relation('owns', 'own', 'owned', 'ownership record'),
    plays: relation('plays', 'play', 'played', 'playing record'),
    likes: relation('likes', 'like', 'liked', 'like'),
    attends: relation('attends', 'attend', 'attended', 'attendance'),
    treats: relation('treats', 'treat', 'treated', 'treatment'),
    manages: relation('manages', 'manage', 'managed', 'management record'),
    visits: relation('visits', 'visit', 'visited', 'visit'),
    writes: relation('writes', 'write', 'written', 'writing record'),
    directs: relation('directs', 'direct', 'directed', 'directing record'),
    serves: relation('serves', 'serve', 'served', 'serving record'),
    uses: relation('uses', 'use', 'used', 'usage record'),
  }),
)

// What the rows of such a table are, where the verb has a noun.
const DEED_NOUNS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    participates: 'participation',
    works: 'assignment',
    belongs: 'membership',
    enrolls: 'enrollment',
    registers: 'registration',
    lives: 'residence',
    studies: 'enrollment',
  }),
)

/** What the name of a linking table says that one does: "takes", "participates in", "faculty participates in". */
export function relationOf(words: readonly string[]): RelationVerb | undefined {
  const known = RELATIONS.get(words.join(' '))
  if (known !== undefined) return known
  const [verb, preposition] = words.slice(-2)
  if (verb === undefined || preposition === undefined) return undefined
  const noun = DEED_NOUNS.get(verb)
  if (noun === undefined || !/^(?:in|on|to|at|for|with)$/.test(preposition)) return undefined
  const base = verb.replace(/ies$/, 'y').replace(/s$/, '')
  return {
    one: `${verb} ${preposition}`,
    many: `${base} ${preposition}`,
    noun: [...words.slice(0, -2), noun].join(' '),
  }
}

/** What people do to get one: "customers who placed an order". Only said of those who can act. */
export const DEEDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    order: 'placed',
    purchase: 'made',
    payment: 'made',
    booking: 'made',
    reservation: 'made',
    appointment: 'made',
    complaint: 'filed',
    claim: 'filed',
    review: 'written',
    transaction: 'made',
  }),
)

export const AGENTS = new Set(
  'customer client user member guest buyer patient tenant shopper reviewer'.split(' '),
)

/** What stands before a thing that others are in, on or by. */
export const PREPOSITIONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    genre: 'in',
    category: 'in',
    department: 'in',
    building: 'in',
    room: 'in',
    office: 'in',
    playlist: 'in',
    city: 'in',
    country: 'in',
    region: 'in',
    state: 'in',
    county: 'in',
    album: 'on',
    artist: 'by',
    author: 'by',
    supplier: 'from',
    manufacturer: 'from',
  }),
)
