import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildDbGraph, type DbGraph } from '../../src/exploration/db-graph.ts'
import type { Survey } from '../../src/exploration/survey.ts'
import { surveyDatabase } from '../../src/exploration/survey-database.ts'
import { buildValueIndex } from '../../src/values/build-value-index.ts'
import { openValueIndex } from '../../src/values/open-value-index.ts'
import type { ValueIndex } from '../../src/values/value-index.ts'
import { type InMemoryDatabase, openInMemoryDatabase } from './in-memory-database.ts'

/** A shop of a few rows: dates in three notations, a key that may be missing, names in two parts. */
export const SHOP = `
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, city TEXT, country TEXT, signed_up_on TEXT);
INSERT INTO customers VALUES
  (1, 'Ann Lee', 'Berlin', 'Germany', '2022-01-10'), (2, 'Bob Ray', 'Paris', 'France', '2022-05-02'),
  (3, 'Cem Kaya', 'Berlin', 'Germany', '2023-07-19'), (4, 'Dora Popov', 'New York', 'USA', '2024-02-28');

CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT, category TEXT, price REAL);
INSERT INTO products VALUES
  (1, 'iced tea', 'Drinks', 2.5), (2, 'Espresso', 'Drinks', 3.25), (3, 'Tea Pot', 'Kitchen', 24.0),
  (4, 'Whisk', 'Kitchen', 9.75), (5, 'Gift Card', 'Other', 10.0);

CREATE TABLE orders (
  id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers (id), ordered_on TEXT, status TEXT, total REAL);
INSERT INTO orders VALUES
  (1, 1, '2023-03-05', 'paid', 27.0), (2, 1, '2024-03-05', 'paid', 5.0), (3, 2, '2024-04-11', 'cancelled', 9.75),
  (4, 3, '2024-11-30', 'paid', 34.0), (5, NULL, '2025-01-02', 'open', 3.25);

CREATE TABLE order_items (
  order_id INTEGER REFERENCES orders (id), product_id INTEGER REFERENCES products (id),
  quantity INTEGER, unit_price REAL, PRIMARY KEY (order_id, product_id));
INSERT INTO order_items VALUES (1, 1, 1, 3.0), (1, 3, 1, 24.0), (2, 1, 2, 2.5), (3, 4, 1, 9.75), (4, 3, 1, 24.0),
  (4, 5, 1, 10.0), (5, 2, 1, 3.25);

CREATE TABLE deliveries (order_no INTEGER, carrier TEXT, delivered_on TEXT);
INSERT INTO deliveries VALUES (1, 'DHL', '09/03/2023'), (2, 'UPS', '28/03/2024'), (4, 'DHL', '13/12/2024');

CREATE TABLE returns (order_no INTEGER, reason TEXT, returned_on TEXT);
INSERT INTO returns VALUES (1, 'broken', '03/25/2023'), (4, 'too late', '12/24/2024');

CREATE TABLE staff (staff_id INTEGER PRIMARY KEY, fname TEXT, lname TEXT, birthdate TEXT, dept TEXT, hired INTEGER);
INSERT INTO staff VALUES (1, 'Ida', 'Stein', '1980-04-01', 'Sales', 2015), (2, 'Max', 'Roth', '1992-09-30', 'IT', 2019);
`

export interface Explored {
  readonly database: InMemoryDatabase
  readonly survey: Survey
  readonly graph: DbGraph
  readonly values: ValueIndex
  close(): void
}

/** An in-memory database with its survey and value index, without the survey folder of a real one. */
export async function exploreScript(script: string): Promise<Explored> {
  const folder = mkdtempSync(join(tmpdir(), 'sonde-explored-'))
  const database = openInMemoryDatabase(script)
  const survey = await surveyDatabase(database, { seed: 0 })
  const file = join(folder, 'values.sqlite')
  await buildValueIndex(database, survey.schema, file)
  const values = openValueIndex(file)
  return {
    database,
    survey,
    graph: buildDbGraph(survey.schema, survey.joins, []),
    values,
    close: () => {
      values.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
