import { afterAll, describe, expect, it } from 'vitest'
import { openInMemoryDatabase } from '../../../test/support/in-memory-database.ts'
import type { ReadQuestion } from '../benchmarks/read-questions.ts'
import { ContentDatabase } from './content-database.ts'
import { type SelectedPairs, type SelectPairsOptions, selectPairs } from './select-pairs.ts'

const database = openInMemoryDatabase(`
  create table student (id integer primary key, name text, sex text, age integer, city text, active integer);
  insert into student values (1, 'Ann', 'F', 20, 'Berlin', 1), (2, 'Bo', 'M', 31, 'New York City', 0),
    (3, 'Cy', 'M', 25, 'Paris', 1), (4, 'Di', 'F', null, 'Bonn', 1);
  create table airline (uid integer primary key, airline text, abbreviation text, country text);
  insert into airline values (1, 'JetBlue Airways', 'JBU', 'USA'), (2, 'Delta Airlines', 'Delta', 'USA'),
    (3, 'Air France', 'AF', 'France');
  create table order_status (id integer primary key, label text);
  insert into order_status values (1, 'open'), (2, 'delivered');
  create table orders (id integer primary key, status integer references order_status (id));
  insert into orders values (1, 1), (2, 2), (3, 2);
`)
afterAll(() => database.close())

async function select(
  pairs: readonly (readonly [question: string, gold: string, original?: string])[],
  options: Partial<SelectPairsOptions> = {},
): Promise<SelectedPairs> {
  const schema = await database.readSchema()
  const questions = pairs.map(
    ([question, gold, original], index): ReadQuestion => ({
      index,
      dbId: 'school',
      question,
      gold,
      ...(original !== undefined && { original }),
    }),
  )
  return selectPairs([{ label: 'pairs.json', read: { questions, skipped: [], count: questions.length } }], {
    openDatabase: async () => new ContentDatabase(database, schema),
    closeDatabase: async () => {},
    readTyped: () => [],
    ...options,
  })
}

async function rulesOf(question: string, gold: string): Promise<string[]> {
  const { pairs } = await select([[question, gold]])
  return pairs.flatMap(({ conditions }) =>
    conditions.map(({ rule, column, value }) => `${rule} ${column} ${value}`),
  )
}

describe('the rules of selection', () => {
  it.each<[question: string, gold: string, rules: string[]]>([
    ['How many students?', 'select count(*) from student', []],
    ['Students in the city Berlin', "select name from student where city = 'Berlin'", []],
    [
      'Who lives in Berlin?',
      "select name from student where city = 'Berlin'",
      ['column-not-named city Berlin'],
    ],
    [
      'Students in the city NYC',
      "select name from student where city = 'New York City'",
      ['value-not-named city New York City'],
    ],
    ['Female students', "select name from student where sex = 'F'", ['encoded-condition sex F']],
    ['Active students', 'select name from student where active = 1', ['encoded-condition active 1']],
    ['Students of sex F', "select name from student where sex = 'F'", []],
    ['Who is over 24?', 'select name from student where age > 24', ['column-not-named age 24']],
    ['Students of an age over 24', 'select name from student where 24 < age', []],
    [
      'Students who are not in Paris',
      "select name from student where city != 'Paris'",
      ['column-not-named city Paris'],
    ],
    [
      'Students in towns like New York',
      "select name from student where city like '%New York%'",
      ['column-not-named city New York'],
    ],
    ['Students of grown-up age', 'select name from student where age >= 18', []],
    ['Students with the first number', 'select name from student where id = 1', []],
    ['Students of any age', 'select name from student where age > 0', []],
    ['The youngest student', 'select name from student where age is not null order by age limit 1', []],
    [
      'Who is female and in Bonn or Berlin?',
      "select name from student where sex = 'F' and city in ('Bonn', 'Berlin')",
      ['encoded-condition sex F', 'column-not-named city Bonn', 'column-not-named city Berlin'],
    ],
  ])('%s', async (question, gold, rules) => {
    expect(await rulesOf(question, gold)).toEqual(rules)
  })

  it('tags a pair with each of its rules once', async () => {
    const { pairs } = await select([
      [
        'Who is female and in Bonn or Berlin?',
        "select name from student where sex = 'F' and city in ('Bonn', 'Berlin')",
      ],
    ])
    expect(pairs).toMatchObject([
      { source: 'pairs.json', index: 0, rules: ['encoded-condition', 'column-not-named'] },
    ])
  })
})

describe('what is passed over', () => {
  it.each<[string, string, string, string]>([
    ['gold that is no SELECT', 'In Berlin?', 'delete from student', 'unreadableGold'],
    [
      'gold that fails',
      'Who is in Berlin?',
      "select salary from student where city = 'Berlin'",
      'failedGold',
    ],
    ['an empty result', 'Who is in Rome?', "select name from student where city = 'Rome'", 'emptyGold'],
    [
      'a result of nothing but NULL',
      'How old is who is in Bonn?',
      "select max(id) from student where city = 'Bonn' and id > 90",
      'untoldNumber',
    ],
    [
      'NULL alone',
      'Who is in Rome at most?',
      "select max(name) from student where city = 'Rome'",
      'emptyGold',
    ],
    [
      'a number that nothing tells',
      'Grown-ups in Berlin',
      "select name from student where city = 'Berlin' and age >= 18",
      'untoldNumber',
    ],
    [
      'a question that names everything',
      'In the city Berlin',
      "select name from student where city = 'Berlin'",
      'noRule',
    ],
  ])('counts %s', async (_, question, gold, counter) => {
    const { pairs, counts } = await select([[question, gold]])
    expect(pairs).toEqual([])
    expect(counts).toMatchObject([{ count: 1, selected: 0, [counter]: 1 }])
  })

  it('counts repeats of a selected question, however they are written', async () => {
    const gold = "select name from student where city = 'Berlin'"
    const { pairs, counts } = await select([
      ['Who is in Berlin?', gold],
      ['who is in  BERLIN', gold],
    ])
    expect(pairs).toHaveLength(1)
    expect(counts).toMatchObject([{ selected: 1, duplicates: 1 }])
  })

  it('counts pairs of databases that are not there', async () => {
    const { counts, unknownDatabases } = await select([['Q', 'select 1']], {
      openDatabase: async () => undefined,
    })
    expect(counts).toMatchObject([{ unknownDatabase: 1, selected: 0 }])
    expect(unknownDatabases).toEqual(['school'])
  })

  it('counts each pair in one place', async () => {
    const { counts } = await select([
      ['Who is in Berlin?', "select name from student where city = 'Berlin'"],
      ['Who is in Rome?', "select name from student where city = 'Rome'"],
      ['How many?', 'select count(*) from student'],
      ['X', 'select'],
    ])
    const {
      count,
      selected,
      malformed,
      unknownDatabase,
      unreadableGold,
      noRule,
      untoldNumber,
      failedGold,
      emptyGold,
      duplicates,
    } = counts[0]!
    expect(
      selected +
        malformed +
        unknownDatabase +
        unreadableGold +
        noRule +
        untoldNumber +
        failedGold +
        emptyGold +
        duplicates,
    ).toBe(count)
  })
})

describe('the knowledge that is derived', () => {
  it.each<
    [
      string,
      readonly (readonly [string, string, string?])[],
      readonly (readonly [string, string | number, string])[],
    ]
  >([
    [
      'from the wording before',
      [
        [
          'Students in the city NYC',
          "select name from student where city = 'New York City'",
          'Students in the city New York City',
        ],
      ],
      [['NYC', 'New York City', 'counterpart']],
    ],
    [
      'from another question with the same SQL',
      [
        ['Which pupils are in the city NYC now?', "select name from student where city = 'New York City'"],
        [
          'Which students are in the city New York City now?',
          "SELECT name  FROM student WHERE city = 'New York City'",
        ],
      ],
      [['NYC', 'New York City', 'counterpart']],
    ],
    [
      'not from a question that was asked anew',
      [
        ['Tell me of NYC students', "select name from student where city = 'New York City'"],
        [
          'Which people are in the city New York City now?',
          "select name from student where city = 'New York City'",
        ],
      ],
      [],
    ],
    [
      'from the codes of a sex',
      [['Women', "select name from student where sex = 'F'"]],
      [['Women', 'F', 'sex-code']],
    ],
    [
      'from another column of the same row',
      [['Where is the airline Delta from?', "select country from airline where airline = 'Delta Airlines'"]],
      [['Delta', 'Delta Airlines', 'same-row']],
    ],
    [
      'from a lookup table',
      [['How many are delivered?', 'select count(*) from orders where status = 2']],
      [['delivered', 2, 'same-row']],
    ],
    [
      'not from a column that is another condition',
      [['Is Ann of the right age?', "select id from student where name = 'Ann' and active = 1"]],
      [],
    ],
    [
      'not where the question says nothing of it',
      [['Active students', 'select name from student where active = 1']],
      [],
    ],
  ])('%s', async (_, pairs, expected) => {
    const { meanings } = await select(pairs)
    const found = (meanings.get('school') ?? []).map(({ keyword, value, how }) => [keyword, value, how])
    expect(found).toEqual(expected)
  })
})

describe('imitations', () => {
  it.each<[string, string, string, string[]]>([
    [
      'the column’s name left out',
      'How many students are in the city Berlin?',
      "select count(*) from student where city = 'Berlin'",
      ['Dr.Spider NLQ_column_value: How many students are in Berlin?'],
    ],
    [
      'a clause with the column’s name',
      'Show students whose city is "Berlin" and their age.',
      "select name, age from student where city = 'Berlin'",
      ['Dr.Spider NLQ_column_value: Show students from "Berlin" and their age.'],
    ],
    [
      'the column’s name behind the value',
      'Who lives in Berlin city?',
      "select name from student where city = 'Berlin'",
      ['Dr.Spider NLQ_column_value: Who lives in Berlin?'],
    ],
    [
      'another name of a value, and no variant that breaks the sentence',
      'Which airline is in a country equal to France, by country',
      "select airline from airline where country = 'France'",
      [],
    ],
    [
      'a company’s short name',
      'List the airline JetBlue Airways by airline name.',
      "select abbreviation from airline where airline = 'JetBlue Airways'",
      ['Dr.Spider NLQ_value_synonym: List the airline JetBlue by airline name.'],
    ],
    [
      'what comes from a country',
      'List the country and the airlines from France.',
      "select country, airline from airline where country = 'France'",
      ['Dr.Spider NLQ_value_synonym: List the country and the French airlines.'],
    ],
    [
      'nothing where the sentence would break',
      'Who lives in a city of Berlin?',
      "select name from student where city = 'Berlin'",
      [],
    ],
    ['nothing without a condition', 'How many students?', 'select count(*) from student', []],
    ['nothing for an empty result', 'In the city Rome', "select name from student where city = 'Rome'", []],
  ])('%s', async (_, question, gold, expected) => {
    const { pairs, counts } = await select([[question, gold]], { perturbSeed: 7 })
    expect(pairs.map(({ imitates, question: variant }) => `${imitates}: ${variant}`)).toEqual(expected)
    expect(pairs.every(({ original }) => original === question)).toBe(true)
    expect(counts[0]!.selected).toBe(0)
  })

  it('are the same for the same seed, and none without one', async () => {
    const pairs = [
      ['Students in the city Berlin', "select name from student where city = 'Berlin'"],
      ['Airlines of the country USA', "select airline from airline where country = 'USA'"],
    ] as const
    const one = await select(pairs, { perturbSeed: 3 })
    expect(await select(pairs, { perturbSeed: 3 })).toEqual(one)
    expect(one.pairs.length).toBeGreaterThan(1)
    expect((await select(pairs)).pairs).toEqual([])
  })

  it('teach what was put in the place of a value', async () => {
    const gold = "select airline from airline where country = 'USA'"
    const { pairs, meanings } = await select([['Airlines of the country USA', gold]], { perturbSeed: 7 })
    const synonym = pairs.find(({ imitates }) => imitates === 'Dr.Spider NLQ_value_synonym')!
    const [meaning] = meanings.get('school')!
    expect(meaning).toMatchObject({ table: 'airline', column: 'country', value: 'USA', how: 'perturbation' })
    expect(synonym.question).toBe(`Airlines of the country ${meaning!.keyword}`)
  })
})
