import { describe, expect, it } from 'vitest'
import { openInMemoryDatabase } from '../../test/support/in-memory-database.ts'
import { declaredJoins, inferJoins } from './infer-joins.ts'
import { profileTable } from './profile-table.ts'
import type { JoinKey } from './survey.ts'

const CUSTOMERS = `CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, year INTEGER);
  INSERT INTO customers VALUES (1, 'Ada', 2001), (2, 'Grace', 2002), (3, 'Alan', 2003), (4, 'Edsger', 2004);`

async function infer(sql: string): Promise<readonly JoinKey[]> {
  const database = openInMemoryDatabase(sql)
  const schema = await database.readSchema()
  const profiles = []
  for (const table of schema.tables) profiles.push(await profileTable(database, table, { seed: 1 }))
  return inferJoins(database, schema, profiles)
}

const show = ({ from, to }: JoinKey): string => `${from.table}.${from.columns} > ${to.table}.${to.columns}`

describe('inferJoins', () => {
  it.each<[string, string, string[]]>([
    [
      'a column named after a table',
      `${CUSTOMERS} CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER);
       INSERT INTO orders VALUES (1, 1), (2, 1), (3, 2), (4, 4);`,
      ['orders.customer_id > customers.id'],
    ],
    [
      'the same name in two tables, one of them the key of its table',
      `CREATE TABLE Customer (CustomerId INTEGER PRIMARY KEY, Name TEXT); INSERT INTO Customer VALUES (1, 'a'), (2, 'b'), (3, 'c');
       CREATE TABLE Invoice (InvoiceId INTEGER PRIMARY KEY, CustomerId INTEGER); INSERT INTO Invoice VALUES (1, 3), (2, 3), (3, 1);`,
      ['Invoice.CustomerId > Customer.CustomerId'],
    ],
    [
      'an abbreviation',
      `CREATE TABLE department (id INTEGER PRIMARY KEY, title TEXT); INSERT INTO department VALUES (10, 'x'), (20, 'y'), (30, 'z');
       CREATE TABLE worker (id INTEGER PRIMARY KEY, dept_id INTEGER); INSERT INTO worker VALUES (1, 10), (2, 10), (3, 20), (4, 30);`,
      ['worker.dept_id > department.id'],
    ],
    [
      'a role before the key’s name',
      `CREATE TABLE addresses (address_id INTEGER PRIMARY KEY, street TEXT); INSERT INTO addresses VALUES (1, 'a'), (2, 'b'), (3, 'c');
       CREATE TABLE staff (staff_id INTEGER PRIMARY KEY, home_address_id INTEGER); INSERT INTO staff VALUES (1, 3), (2, 3), (3, 1), (4, 2);`,
      ['staff.home_address_id > addresses.address_id'],
    ],
    [
      'a table’s name without “id”',
      `CREATE TABLE campuses (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO campuses VALUES (1, 'a'), (2, 'b'), (3, 'c');
       CREATE TABLE fees (campus INTEGER, amount REAL); INSERT INTO fees VALUES (1, 2.5), (1, 3.5), (2, 3.5), (3, 9);`,
      ['fees.campus > campuses.id'],
    ],
    [
      'numbers that one table keeps as text',
      `CREATE TABLE track (track_id INTEGER PRIMARY KEY, name TEXT); INSERT INTO track VALUES (1, 'a'), (2, 'b'), (3, 'c');
       CREATE TABLE race (race_id INTEGER PRIMARY KEY, track_id TEXT); INSERT INTO race VALUES (1, '1'), (2, '1'), (3, '2'), (4, '3');`,
      ['race.track_id > track.track_id'],
    ],
    [
      'a row of the same table',
      `CREATE TABLE employee (employee_id INTEGER PRIMARY KEY, name TEXT, manager_id INTEGER);
       INSERT INTO employee VALUES (1, 'a', NULL), (2, 'b', 1), (3, 'c', 1), (4, 'd', 2), (5, 'e', 3);`,
      ['employee.manager_id > employee.employee_id'],
    ],
    [
      'not every id with every id, nor years and names',
      `${CUSTOMERS} CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT, year INTEGER);
       INSERT INTO products SELECT * FROM customers;`,
      [],
    ],
    [
      'not when the values are elsewhere',
      `${CUSTOMERS} CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER);
       INSERT INTO orders VALUES (1, 100), (2, 200), (3, 300);`,
      [],
    ],
    [
      'not a number with a text',
      `CREATE TABLE customers (id TEXT PRIMARY KEY); INSERT INTO customers VALUES ('a'), ('b');
       CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER); INSERT INTO orders VALUES (1, 1), (2, 2);`,
      [],
    ],
    [
      'not to a key that repeats',
      `CREATE TABLE customers (customer_id INTEGER, name TEXT); INSERT INTO customers VALUES (1, 'a'), (1, 'b'), (2, 'c');
       CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER); INSERT INTO orders VALUES (1, 1), (2, 2), (3, 1);`,
      [],
    ],
    [
      'not the key of a table to its details',
      `CREATE TABLE orders (order_id INTEGER PRIMARY KEY, day TEXT); INSERT INTO orders VALUES (1, 'x'), (2, 'y'), (3, 'z');
       CREATE TABLE order_items (order_item_id INTEGER PRIMARY KEY, note TEXT); INSERT INTO order_items VALUES (1, 'x'), (2, 'y'), (3, 'z');`,
      [],
    ],
    [
      'not between tables that a declared key joins',
      `${CUSTOMERS} CREATE TABLE orders (id INTEGER PRIMARY KEY, buyer INTEGER REFERENCES customers (id), customer_id INTEGER);
       INSERT INTO orders VALUES (1, 1, 1), (2, 2, 2), (3, 3, 3);`,
      [],
    ],
    [
      'names that JavaScript’s objects have',
      `CREATE TABLE "constructor" (id INTEGER PRIMARY KEY); INSERT INTO "constructor" VALUES (1), (2), (3);
       CREATE TABLE result (id INTEGER PRIMARY KEY, constructor_id INTEGER); INSERT INTO result VALUES (7, 1), (8, 2), (9, 3);`,
      ['result.constructor_id > constructor.id'],
    ],
  ])('%s', async (_, sql, expected) => {
    expect((await infer(sql)).map(show)).toEqual(expected)
  })

  it('says why', async () => {
    const [key] = await infer(`${CUSTOMERS} CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER);
      INSERT INTO orders VALUES (1, 1), (2, 1), (3, 2), (4, 4);`)
    expect(key).toMatchObject({ origin: 'inferred', confidence: 0.95 })
    expect(key!.evidence).toBe(
      '"orders"."customer_id" is named after table "customers"; 3 of 3 sampled values are in "customers"."id", which is its primary key.',
    )
  })

  it('is less sure without values', async () => {
    const [key] = await infer(
      `CREATE TABLE customers (id INTEGER PRIMARY KEY); CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER);`,
    )
    expect(key!.confidence).toBeLessThan(0.7)
    expect(key!.evidence).toContain('no values')
  })
})

describe('declaredJoins', () => {
  it('reads keys, composite ones too, with names as stored', async () => {
    const database =
      openInMemoryDatabase(`CREATE TABLE Stop (Line TEXT, Place TEXT, PRIMARY KEY (Line, Place));
      CREATE TABLE fare (line TEXT, place TEXT, FOREIGN KEY (line, place) REFERENCES stop);
      CREATE TABLE lost (x INTEGER REFERENCES missing (id));`)
    expect(declaredJoins(await database.readSchema())).toEqual([
      {
        from: { table: 'fare', columns: ['line', 'place'] },
        to: { table: 'Stop', columns: ['Line', 'Place'] },
        origin: 'declared',
        confidence: 1,
      },
    ])
  })
})
