import { describe, expect, it } from 'vitest'
import { nameStems, schemaVocabulary } from './name-stems.ts'

const vocabulary = schemaVocabulary(['student', 'flight', 'birthdate'])

describe('the words of a name', () => {
  it.each([
    ['birthdate', ['birth', 'date']],
    ['eid', ['e', 'id']],
    ['flno', ['fl', 'number']],
    ['gname', ['g', 'name']],
    ['studentid', ['student', 'id']],
    ['num_employees', ['number', 'employe']],
    ['Drop_Rt', ['drop', 'rate']],
    ['DistCd', ['district', 'code']],
    ['cd', ['cd']],
    ['Open_Dt', ['open', 'date']],
    ['Enroll_Cnt', ['enrol', 'count']],
    ['paid', ['paid']],
    ['piano', ['piano']],
  ])('%s', (name, stems) => {
    expect(nameStems(name, vocabulary)).toEqual(stems)
  })
})
