/** How telegrams and search boxes say what sentences say about groups, ranks and orders. */

const COMPUTED = '(?:number of|average|total|maximum|minimum|highest|lowest|sum of|mean|avg|max|min|count of)'
const OPENING = '(?:show|list|find|give|return|display|report|compute|count|get|tell)(?: me)?(?: the)?'
const NUMBER = '(\\d+|two|three|four|five|ten)'

/** "For each country, what is the average age of singers?" -> "average age of singers by country". */
const groupFirst = new RegExp(
  `^(?:for|in|of|at) (?:each|every) (?:of the )?([\\w ]+?),? (?:(?:${OPENING}|what (?:is|are|was|were)(?: the)?) )?(${COMPUTED} .+)$`,
  'i',
)
const countFirst =
  /^(?:for|in|of|at) (?:each|every) (?:of the )?([\w ]+?),? how many (.+?)(?: are there| do we have)?$/i

/** "countries and the number of singers in each country" -> "number of singers by country". */
const keyAndComputed = new RegExp(
  `^(?:all |the |each |different )*(?:names? of (?:each |the |all )*)?([\\w ]+?)(?:,| and) (?:the |their |its |how many )?(?:corresponding )?(${COMPUTED} .+?) (?:for|of|in|from|at|on|by|per) (?:each|every)(?: [\\w ]+)?$`,
  'i',
)

/** "the 3 singers with the most songs", "names of the three singers that have the most songs" -> "top 3 singers by songs". */
const mostOf = new RegExp(
  `^(?:the )?(?:names? of )?(?:the )?(?:top )?${NUMBER} ([\\w ]+?) (?:with|that have|who have|having) the (?:most|largest|highest|greatest) (?:number of )?([\\w ]+)$`,
  'i',
)

/** "the singer with the most songs" -> "singer with most songs". */
const withMost =
  /\b(with|has|have|having) the (most|largest|highest|lowest|fewest|least|greatest|smallest) /gi

export function groupsAtTheEnd(question: string): string {
  return question
    .replace(groupFirst, (_, key: string, computed: string) => `${computed} by ${key}`)
    .replace(countFirst, (_, key: string, counted: string) => `number of ${counted} by ${key}`)
    .replace(keyAndComputed, (_, key: string, computed: string) => `${computed} by ${singular(key)}`)
}

export function topByMeasure(question: string): string {
  return question.replace(mostOf, 'top $1 $2 by $3').replace(withMost, '$1 $2 ')
}

export function shorterOrders(question: string): string {
  return question
    .replace(
      /,? (?:and )?(?:sort|order|rank|list)(?:ed|ing)? (?:them |the results? |it )?by (?:the |their |its )?([\w ]+?) (?:in|from) (?:a |the )?(?:descending order|high to low|the highest to the lowest|the largest to the smallest)/i,
      ', highest $1 first',
    )
    .replace(
      /,? (?:and )?(?:sort|order|rank|list)(?:ed|ing)? (?:them |the results? |it )?by (?:the |their |its )?([\w ]+?) (?:in|from) (?:a |the )?(?:ascending order|low to high|the lowest to the highest)/i,
      ', lowest $1 first',
    )
    .replace(/\bin (?:descending|decreasing) order (?:of|by) (?:the )?/i, 'by descending ')
    .replace(/\b(?:sorted|ordered) in alphabetical order\b/i, 'a to z')
}

/** "average age of singers per country" -> "average singer age by country", "average age by country". */
export function computedAlone(question: string): string {
  return question.replace(
    /^((?:average|total|maximum|minimum) \w+) of (?:the |all )*\w+ (per|by) /i,
    '$1 $2 ',
  )
}

function singular(noun: string): string {
  return noun.replace(/ies$/i, 'y').replace(/([^s])s$/i, '$1')
}
