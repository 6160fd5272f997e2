import { describe, expect, it } from 'vitest'
import { columnKey, type Schema } from '../../../database/schema.ts'
import { buildDbGraph } from '../../../exploration/db-graph.ts'
import type { JoinKey } from '../../../exploration/survey.ts'
import { choosePart, PART_LIMITS } from './choose-part.ts'
import type { ScoredTable } from './score-schema.ts'

const NAMES: Readonly<Record<string, readonly string[]>> = {
  student: ['id', 'name', 'age'],
  enrolment: ['student_id', 'course_id', 'grade'],
  course: ['id', 'title', 'credits'],
  room: ['id', 'building'],
}

const schema: Schema = {
  tables: Object.entries(NAMES).map(([name, columns]) => ({
    name,
    kind: 'table',
    columns: columns.map((column) => ({ name: column, declaredType: '', type: 'text', nullable: true })),
    primaryKey: [],
    foreignKeys: [],
    uniqueKeys: [],
  })),
}

const join = (from: string, column: string, to: string): JoinKey => ({
  from: { table: from, columns: [column] },
  to: { table: to, columns: ['id'] },
  origin: 'declared',
  confidence: 1,
})

const graph = buildDbGraph(schema, [
  join('enrolment', 'student_id', 'student'),
  join('enrolment', 'course_id', 'course'),
])

/** Chances by "table" and "table.column"; what is not named has next to none. */
function choose(chances: Readonly<Record<string, number>>, certain: readonly string[] = []) {
  const scored: ScoredTable[] = Object.entries(NAMES).map(([table, columns]) => ({
    table,
    chance: chances[table] ?? 0.001,
    columns: columns.map((column) => ({ column, chance: chances[`${table}.${column}`] ?? 0.001 })),
  }))
  const keys = certain.map((name) => {
    const [table, column] = name.split('.') as [string, string]
    return columnKey({ table, column })
  })
  const { tables } = choosePart(scored, {
    graph,
    certain: new Set(keys),
    columnCount: 11,
    limits: PART_LIMITS,
  })
  return Object.fromEntries(tables.map(({ table, columns }) => [table, columns]))
}

describe('choosePart', () => {
  it('keeps the likely columns, in the order of the schema', () => {
    expect(choose({ student: 0.9, 'student.age': 0.99, 'student.name': 0.8 })).toEqual({
      student: ['name', 'age'],
    })
  })

  it('keeps the keys that join the tables it is sure of, and the bridge between them', () => {
    expect(
      choose({ student: 0.9, 'student.name': 0.9, course: 0.9, 'course.title': 0.9, enrolment: 0.01 }),
    ).toEqual({
      student: ['id', 'name'],
      enrolment: ['student_id', 'course_id'],
      course: ['id', 'title'],
    })
  })

  it('keeps a table that is only possible with its likeliest column', () => {
    expect(choose({ student: 0.9, 'student.name': 0.9, room: 0.2, 'room.building': 0.002 })).toEqual({
      student: ['name'],
      room: ['building'],
    })
  })

  it('keeps what is certain whatever its chance', () => {
    expect(choose({ student: 0.9, 'student.name': 0.9 }, ['course.credits'])).toEqual({
      student: ['name'],
      course: ['credits'],
    })
  })

  it('keeps the likeliest table when nothing is likely', () => {
    expect(choose({ course: 0.02, 'course.title': 0.005 })).toEqual({ course: ['title'] })
  })

  it('bounds what it keeps of a large schema', () => {
    const columns = Array.from({ length: 500 }, (_, place) => `column_${place}`)
    const wide = buildDbGraph(
      {
        tables: [
          {
            ...schema.tables[0]!,
            name: 'wide',
            columns: columns.map((name) => ({ name, declaredType: '', type: 'text', nullable: true })),
          },
        ],
      },
      [],
    )
    const scored = [
      {
        table: 'wide',
        chance: 1,
        columns: columns.map((column, place) => ({ column, chance: 0.5 + place / 1001 })),
      },
    ]
    const part = choosePart(scored, {
      graph: wide,
      certain: new Set(),
      columnCount: 500,
      limits: PART_LIMITS,
    })
    expect(part.tables[0]!.columns).toEqual(columns.slice(-part.tables[0]!.columns.length))
    expect(part.tables[0]!.columns.length).toBeLessThanOrEqual(PART_LIMITS.mostColumns)
  })
})
