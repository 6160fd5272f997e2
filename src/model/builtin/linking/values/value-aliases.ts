/** What data and people write for one another: groups of equals, written in lower case. */
const groups = (list: string): string[][] => list.split('|').map((group) => group.trim().split('/'))

/** Adjective / country / other names / codes. An adjective may also be a language or a nationality as it stands. */
const COUNTRIES = groups(
  'american/usa/united states/us/united states of america/u.s./america|british/united kingdom/uk/great britain/gb/england/gbr|' +
    'english/england/uk/united kingdom|scottish/scotland|welsh/wales|irish/ireland/ie/irl|french/france/fr/fra|' +
    'german/germany/de/deu/ger|italian/italy/it/ita|spanish/spain/es/esp|portuguese/portugal/pt/prt/por|' +
    'dutch/netherlands/nl/nld/holland/the netherlands|belgian/belgium/be/bel|swiss/switzerland/ch/che/sui|' +
    'austrian/austria/at/aut|danish/denmark/dk/dnk/den|swedish/sweden/se/swe|norwegian/norway/no/nor|' +
    'finnish/finland/fi/fin|icelandic/iceland/is/isl|polish/poland/pl/pol|czech/czech republic/czechia/cz/cze|' +
    'slovak/slovakia/sk/svk|hungarian/hungary/hu/hun|romanian/romania/ro/rou|bulgarian/bulgaria/bg/bgr|' +
    'greek/greece/gr/grc|turkish/turkey/tr/tur|russian/russia/russian federation/ru/rus|ukrainian/ukraine/ua/ukr|' +
    'serbian/serbia/rs/srb|croatian/croatia/hr/hrv|slovenian/slovenia/si/svn|albanian/albania/al/alb|' +
    'chinese/china/cn/chn|japanese/japan/jp/jpn|korean/south korea/korea/kr/kor|indian/india/in/ind|' +
    'pakistani/pakistan/pk/pak|thai/thailand/th/tha|vietnamese/vietnam/vn/vnm|indonesian/indonesia/id/idn|' +
    'malaysian/malaysia/my/mys|singaporean/singapore/sg/sgp|filipino/philippines/ph/phl|taiwanese/taiwan/tw/twn|' +
    'sri lankan/sri lanka/lk/lka|bangladeshi/bangladesh/bd/bgd|nepalese/nepal/np/npl|israeli/israel/il/isr|' +
    'iranian/iran/ir/irn|iraqi/iraq/iq/irq|saudi/saudi arabia/sa/sau|emirati/united arab emirates/uae/ae/are|' +
    'egyptian/egypt/eg/egy|moroccan/morocco/ma/mar|nigerian/nigeria/ng/nga|kenyan/kenya/ke/ken|' +
    'ethiopian/ethiopia/et/eth|south african/south africa/za/zaf|ghanaian/ghana/gh/gha|algerian/algeria/dz/dza|' +
    'canadian/canada/ca/can|mexican/mexico/mx/mex|cuban/cuba/cu/cub|jamaican/jamaica/jm/jam|' +
    'brazilian/brazil/br/bra|argentinian/argentina/ar/arg|argentine/argentina|chilean/chile/cl/chl|' +
    'colombian/colombia/co/col|peruvian/peru/pe/per|venezuelan/venezuela/ve/ven|' +
    'australian/australia/au/aus|new zealander/new zealand/nz/nzl',
)

/** Adjective / continent or group of countries / other names of it. */
const GROUPS_OF_COUNTRIES = groups(
  'european/europe|asian/asia|african/africa|american/americas/the americas|oceanian/oceania|' +
    'antarctic/antarctica|north american/north america/northern america|latin american/latin america|' +
    'south american/south america|central american/central america|caribbean/the caribbean|' +
    'middle eastern/middle east/the middle east|western european/western europe/west europe|' +
    'eastern european/eastern europe/east europe|northern european/northern europe/nordic countries|' +
    'southern european/southern europe|central european/central europe|western asian/western asia/west asia|' +
    'eastern asian/eastern asia|east asian/eastern asia/east asia|south asian/southern asia/south asia|' +
    'southeast asian/southeast asia/south-eastern asia/southeastern asia|central asian/central asia|' +
    'southeastern asian/southeast asia|north african/northern africa/north africa|east african/eastern africa/east africa|' +
    'west african/western africa/west africa|central african/central africa|southern african/southern africa|' +
    'nordic/nordic countries/scandinavia|scandinavian/scandinavia/nordic countries|baltic/baltic countries/baltics|' +
    'australasian/australasia/australia and new zealand|polynesian/polynesia|melanesian/melanesia|micronesian/micronesia',
)

const STATES = groups(
  'alabama/al|alaska/ak|arizona/az|arkansas/ar|california/ca|colorado/co|connecticut/ct|delaware/de|florida/fl|' +
    'georgia/ga|hawaii/hi|idaho/id|illinois/il|indiana/in|iowa/ia|kansas/ks|kentucky/ky|louisiana/la|maine/me|' +
    'maryland/md|massachusetts/ma|michigan/mi|minnesota/mn|mississippi/ms|missouri/mo|montana/mt|nebraska/ne|' +
    'nevada/nv|new hampshire/nh|new jersey/nj|new mexico/nm|new york/ny|north carolina/nc|north dakota/nd|' +
    'ohio/oh|oklahoma/ok|oregon/or|pennsylvania/pa|rhode island/ri|south carolina/sc|south dakota/sd|' +
    'tennessee/tn|texas/tx|utah/ut|vermont/vt|virginia/va|washington/wa|west virginia/wv|wisconsin/wi|' +
    'wyoming/wy|los angeles/la|new york city/nyc/new york',
)

/** Cities whose own names differ from the English ones. */
const CITIES = groups(
  'munich/münchen/muenchen|cologne/köln/koeln|vienna/wien|geneva/genève/genf|zurich/zürich|nuremberg/nürnberg|' +
    'rome/roma|milan/milano|venice/venezia|florence/firenze|naples/napoli|turin/torino|prague/praha|' +
    'warsaw/warszawa|lisbon/lisboa|seville/sevilla|brussels/bruxelles/brussel|antwerp/antwerpen|' +
    'copenhagen/københavn|gothenburg/göteborg|moscow/moskva|athens/athina|the hague/den haag',
)

const CODES = groups(
  'female/f/woman/women/girl|females/f/female|woman/f/female|women/f/female|girl/f/female|girls/f/female|' +
    'male/m/man/men/boy|males/m/male|man/m/male|men/m/male|boy/m/male|boys/m/male|yes/y/t/true/1|true/t/yes/y/1|' +
    'no/n/f/false/0|false/f/no/n/0|single/s/unmarried|married/m|junior/jr/jr.|senior/sr/sr.|street/st/st.|' +
    'avenue/ave/ave.|road/rd/rd.|company/co/co.|incorporated/inc/inc.|limited/ltd/ltd.|professor/prof/prof.|' +
    'doctor/dr/dr.|manager/mgr/mgr.|account/acct/acct.|representative/rep/rep.|representatives/rep/rep.|' +
    'assistant/asst/asst.|department/dept/dept.|engineer/eng/eng.|vice president/vp|saint/st/st.|mount/mt/mt.|' +
    'left/l|right/r|small/s|medium/m|large/l|economy/coach|credit card/cc|bank transfer/bt|wire transfer/bt|' +
    'paypal/pp|invoice/inv/inv.|postgraduate/pg|undergraduate/ug|bachelor/ba/bs/bsc|master/ma/ms/msc|doctorate/phd',
)

const CALENDAR = groups(
  'monday/mon|tuesday/tue|wednesday/wed|thursday/thu|friday/fri|saturday/sat|sunday/sun|january/jan|february/feb|' +
    'march/mar|april/apr|june/jun|july/jul|august/aug|september/sep|october/oct|november/nov|december/dec|' +
    'fall/autumn|first/1st/1|second/2nd/2|third/3rd/3|fourth/4th/4|fifth/5th/5|one/1|two/2|three/3|four/4|five/5|' +
    'six/6|seven/7|eight/8|nine/9|ten/10',
)

const PARTNERS = new Map<string, Set<string>>()
for (const group of [...COUNTRIES, ...GROUPS_OF_COUNTRIES, ...STATES, ...CITIES, ...CODES, ...CALENDAR]) {
  for (const name of group) {
    const partners = PARTNERS.get(name) ?? new Set()
    for (const partner of group) if (partner !== name) partners.add(partner)
    PARTNERS.set(name, partners)
  }
}

/** Adjectives that say where somebody or something is from, and who is from there: "German", "Germans". */
const ADJECTIVES: ReadonlySet<string> = new Set(
  [...COUNTRIES, ...GROUPS_OF_COUNTRIES].map(([adjective]) => adjective!),
)

/** "african" is said of Africa, whatever else is spelt nearly so. */
export function isPlaceAdjective(text: string): boolean {
  return ADJECTIVES.has(text) || ADJECTIVES.has(adjectiveOf(text))
}

/** "Germans" are German. */
function adjectiveOf(people: string): string {
  return /(?:an|ian|i)s$/.test(people) ? people.slice(0, -1) : people
}

/** What data may hold where people say this, the likeliest first: "french" gives france, fr, fra. */
export function aliasesOf(text: string): readonly string[] {
  const partners =
    PARTNERS.get(text) ?? (ADJECTIVES.has(adjectiveOf(text)) ? PARTNERS.get(adjectiveOf(text)) : [])
  return [...(partners ?? [])]
}
