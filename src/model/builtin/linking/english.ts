import { stemWord } from '../../../base/text.ts'

/** Words that people use for one another when they speak of data; stems on both sides. */
const SYNONYM_GROUPS = [
  'people person individual human inhabitant',
  'movie film',
  'song track',
  'artist singer musician performer band',
  'country nation',
  'city town',
  'location place address venue',
  'employee staff worker personnel',
  'customer client buyer shopper patron',
  'student pupil',
  'teacher instructor professor faculty lecturer',
  'phone telephone',
  'kind type category sort',
  'job position occupation role',
  'company firm business organization enterprise',
  'car vehicle automobile',
  'school college university',
  'purchase buy bought order sale sold invoice',
  'gender sex',
  'supplier vendor provider',
  'product item article good',
  'area size surface',
  'length duration time long',
  'manager boss supervisor head',
  'department division unit',
  'picture photo image',
  'class course',
  'doctor physician',
  'price cost fee charge expense amount',
  'spend spent total amount price cost',
  'salary pay wage earning income',
  'sales revenue turnover amount total proceeds',
  'quantity amount stock count',
  'quantity unit piece',
  'population inhabitant people resident',
  'description detail',
  'begin start',
  'end finish',
  'rank ranking place position',
  'home hometown',
  'name title called',
  'state province region',
  'zip postal postcode',
  'email mail',
  'capital capitol',
  'game match',
  'player athlete',
  'author writer',
  'book publication',
  'created made built founded established opened',
  'language tongue',
  'shop store branch',
  'nationality citizenship',
  'credit score',
  'grade mark score',
  'member participant',
  'flight trip',
  'airline carrier',
  'hire employ',
  'age old year',
  'weight mass heavy',
  'height tall elevation altitude',
  'speed velocity fast pace',
  'winner victor champion',
  'maker manufacturer producer',
  'pet animal',
  'concert performance gig',
  'stadium arena venue',
  'capacity seat',
  'theme topic subject',
  'semester term',
  'degree qualification diploma',
  'course curriculum subject',
  'cartoon animation',
  'channel station broadcaster',
  'series program programme',
  'rating score evaluation stars',
  'viewer audience spectator',
  'contestant candidate competitor entrant',
  'vote ballot poll',
  'battle fight conflict combat war',
  'death fatality casualty killed',
  'injured wounded hurt',
  'ship vessel boat',
  'conductor director leader',
  'museum gallery',
  'visitor guest tourist',
  'property house estate dwelling',
  'feature characteristic attribute trait',
  'document file paper',
  'paragraph passage',
  'treatment therapy cure',
  'breed variety',
  'owner proprietor holder possessor',
  'friend buddy mate pal',
  'major specialization specialty discipline',
  'advisor adviser mentor tutor counselor',
  'abbreviation acronym code',
  'airport airfield',
  'independence sovereignty',
  'continent landmass',
  'mileage mpg',
  'horsepower power',
  'budget funding fund',
  'donation gift contribution',
  'donor contributor',
  'journalist reporter',
  'entrepreneur enterpriser founder',
  'lawyer attorney',
  'editor publisher',
  'captain skipper',
  'coach trainer',
  'club team association squad',
  'party faction',
  'election vote',
  'parliament assembly',
  'book novel title',
  'chapter section',
  'wine vintage',
  'farm ranch',
  'crop harvest',
  'dish meal food',
  'restaurant eatery diner',
  'recipe formula',
  'ingredient component',
  'hotel inn lodging',
  'room chamber',
  'apartment flat',
  'tenant renter lessee',
  'landlord lessor',
  'building construction structure edifice',
  'bridge span',
  'architect designer',
  'road street highway',
  'river stream',
  'mountain peak hill',
  'lake pond',
  'forest woods',
  'park garden',
  'trip journey travel ride',
  'station stop',
  'train railway',
  'ticket pass',
  'pilot aviator',
  'aircraft plane airplane',
  'accident crash incident',
  'insurance policy',
  'loan credit',
  'transaction deal',
  'payment remittance',
  'debt liability',
  'tax duty',
  'asset equipment',
  'machine device equipment',
  'repair fix mend maintenance',
  'technician engineer',
  'part component piece',
  'order purchase',
  'delivery shipment shipping dispatch',
  'shipment consignment',
  'warehouse depot storehouse',
  'stock inventory',
  'market marketplace',
  'sector industry',
  'headquarters seat base',
  'revenue turnover',
  'profit gain',
  'share stake',
  'investor backer',
  'hire recruit employ',
  'position post title role',
  'certificate credential certification',
  'skill ability',
  'problem issue trouble fault',
  'complaint grievance',
  'solution answer resolution',
  'comment remark note',
  'review critique',
  'message text',
  'post article',
  'website site page',
  'software application program',
  'version release edition',
  'author creator',
  'hospital clinic',
  'disease illness sickness condition',
  'drug medicine medication medicament',
  'procedure operation surgery',
  'appointment meeting',
  'wife husband spouse partner',
  'child kid offspring',
  'mother mom mum',
  'father dad',
  'birth born birthday',
  'nation country',
  'citizen national',
  'county district shire',
  'village settlement hamlet',
  'street road',
  'postcode zip',
  'mail letter',
  'mobile cellphone cell',
  'start begin commence',
  'end finish conclude terminate',
  'date day',
  'duration period',
  'amount sum quantity',
  'cost price expense',
  'cheap inexpensive',
  'id identifier',
  'information detail data',
  'note remark',
  'status state condition',
  'color colour hue',
  'size dimension',
  'shape form',
  'picture photo image photograph',
  'music song tune',
  'genre style category',
  'album record disc',
  'band group ensemble',
  'dance ballet',
  'actor actress performer star',
  'film movie picture',
  'cinema theater theatre',
  'director filmmaker',
  'award prize honor honour medal trophy',
  'nominee candidate',
  'festival fest',
  'exhibition exhibit display show',
  'artwork art painting',
  'sculpture statue',
  'teach taught',
  'sell sold sale',
  'write written wrote',
  'sing sung sang',
  'win won',
  'lose lost',
  'take taken took',
  'hold held',
  'give given gave',
  'drive driven drove',
  'fly flown flew',
  'speak spoken spoke',
  'lead led',
  'send sent',
  'pay paid payment',
  'choose chosen',
]

const PARTNERS = new Map<string, Set<string>>()
for (const group of SYNONYM_GROUPS) {
  const stems = group.split(' ').map(stemWord)
  for (const stem of stems) {
    const partners = PARTNERS.get(stem) ?? new Set()
    for (const partner of stems) if (partner !== stem) partners.add(partner)
    PARTNERS.set(stem, partners)
  }
}

/** Stems that may stand for this stem. */
export function synonymsOf(stem: string): ReadonlySet<string> {
  return PARTNERS.get(stem) ?? new Set()
}

/** Whole words that may stand for this one, as data would write them. */
export function synonymWords(word: string): readonly string[] {
  const stem = stemWord(word)
  return SYNONYM_GROUPS.flatMap((group) => {
    const words = group.split(' ')
    return words.some((other) => stemWord(other) === stem)
      ? words.filter((other) => stemWord(other) !== stem)
      : []
  })
}

/** What column names abbreviate; words on the right are as people say them. */
export const ABBREVIATIONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    fname: 'first name',
    lname: 'last name',
    dob: 'date birth',
    num: 'number',
    no: 'number',
    nbr: 'number',
    qty: 'quantity',
    amt: 'amount',
    desc: 'description',
    descr: 'description',
    dept: 'department',
    emp: 'employee',
    cust: 'customer',
    prod: 'product',
    cat: 'category',
    yr: 'year',
    mgr: 'manager',
    addr: 'address',
    tel: 'telephone',
    pct: 'percent',
    avg: 'average',
    loc: 'location',
    pop: 'population',
    lat: 'latitude',
    lon: 'longitude',
    lng: 'longitude',
    stu: 'student',
    prof: 'professor',
    mpg: 'miles per gallon',
    hp: 'horsepower',
    sq: 'square',
    cnt: 'count',
    curr: 'current',
    prev: 'previous',
    std: 'student',
    crs: 'course',
    sch: 'school',
    dist: 'district',
    nm: 'name',
    ref: '',
    tbl: '',
    milliseconds: 'milliseconds length duration',
  }),
)

/** Words that glued names are made of ("birthdate", "lastname"), beside the words of the schema itself. */
export const COMMON_NAME_WORDS = new Set(
  (
    'first last middle full given family sur nick user name names id ids code date day month year time birth start end ' +
    'number count total amount price cost rate type kind class category status state country city address street zip ' +
    'postal post phone mail email age sex gender height weight length width size area population capacity title ' +
    'description detail details level grade score point points rank order item product customer employee student ' +
    'teacher staff member person people team player game match school course department company store shop home town ' +
    'hometown head manager owner author film movie song album artist book language region district county created ' +
    'updated hire salary bonus budget income revenue profit sales stock quantity unit percent average max min maximum ' +
    'minimum speed distance duration room building floor hotel flight airport airline train station car model maker ' +
    'engine color colour brand payment method account bank loan balance credit card invoice bill contact fax web url'
  ).split(' '),
)

/** Carry no meaning of their own; leaving them unused costs nothing. */
export const STOP_WORDS = new Set(
  (
    'a an the of in on at to for from by with and or is are was were be been being do does did done have has had having ' +
    'this that these those which what who whom whose when where how there here it its their them they his her he she we ' +
    'us our you your i me my all any some every each as than then so such also along together both either not no s t ' +
    'can could would will shall should may might must please show list find give return display tell get select what ' +
    'want need know see report provide identify name names about into out up if used exist exists available ' +
    'database table tables record records entry entries row rows data information info details detail many much ' +
    'following corresponding respective respectively associated related belong belongs belonging contained given ' +
    'placed made created done bought ' +
    'just only ever currently different various one ones thing things let lets would like'
  )
    .split(' ')
    .map((word) => word),
)

/** Adjectives of degree and the columns they speak of; the best column is the one listed first. */
export interface Degree {
  readonly concepts: readonly string[]
  /** For moments: an older person has the earlier birth date. */
  readonly reversedConcepts: readonly string[]
}

const degree = (concepts: string, reversedConcepts = ''): Degree => ({
  concepts: concepts.split(' ').filter(Boolean).map(stemWord),
  reversedConcepts: reversedConcepts.split(' ').filter(Boolean).map(stemWord),
})

export const DEGREES: Readonly<Record<string, Degree | undefined>> = {
  age: degree('age', 'birth birthday born founded opened built'),
  height: degree('height tall elevation'),
  length: degree('length duration runtime milliseconds minutes seconds time distance'),
  size: degree('size area population capacity employees amount'),
  price: degree('price cost fee amount rate total charge'),
  recency: degree('date year time day founded opened released'),
  weight: degree('weight'),
  speed: degree('speed velocity', 'time duration'),
  pay: degree('salary pay wage income'),
}
