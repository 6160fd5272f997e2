const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const WEEKDAY = '(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? +)?'
const YEAR = '(?:1\\d{3}|20\\d{2}|21\\d{2})'
const MONTH_NUMBER = '(?:0?[1-9]|1[0-2])'
const DAY = '(?:0?[1-9]|[12]\\d|3[01])'
const ORDINAL = '(?:st|nd|rd|th)?'
const TIME =
  '(?:[01]?\\d|2[0-4]):[0-5]\\d(?::[0-6]\\d(?:[.,]\\d+)?)?(?: ?[ap]\\.?m\\.?)?(?: ?(?:z|utc|gmt|[+-]\\d{2}:?\\d{2}))?'

const DATES = [
  // 2024-01-31, 2024/1/31, 2024.01.31
  `${YEAR}([-/.])${MONTH_NUMBER}\\1${DAY}`,
  // 31/01/2024, 1/31/2024, 31.1.24: day or month first
  `(?:${DAY}([-/.])${MONTH_NUMBER}|${MONTH_NUMBER}([-/.])${DAY})[-/.](?:${YEAR}|\\d{2})`,
  // 20240131
  `${YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])`,
  // Jan 31, 2024; January 31st 2024; Jan-31-2024
  `${WEEKDAY}${MONTH}\\.?[ -]${DAY}${ORDINAL}(?:, ?|[ -])${YEAR}`,
  // 31 Jan 2024; 31-Jan-24; 31st of January, 2024
  `${WEEKDAY}${DAY}${ORDINAL}[ -](?:of )?${MONTH}\\.?(?:, ?|[ -])(?:${YEAR}|\\d{2})`,
].map((pattern) => new RegExp(`^${pattern}(?<time>[ t]+${TIME})?$`, 'i'))

/** Whether a text is a date, or a date with a time of day, in one of the formats that people store. */
export function readDateFormat(text: string): 'date' | 'datetime' | undefined {
  // The longest format is well under 60 characters.
  if (text.length > 60) return undefined
  for (const pattern of DATES) {
    const match = pattern.exec(text.trim())
    if (match !== null) return match.groups?.time === undefined ? 'date' : 'datetime'
  }
  return undefined
}
