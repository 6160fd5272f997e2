import { describe, expect, it } from 'vitest'
import type { Schema, Table } from '../database/schema.ts'
import { buildDbGraph, edgeWeight, neighbours } from './db-graph.ts'
import type { JoinKey } from './survey.ts'

function table(name: string, columns: readonly string[]): Table {
  return {
    name,
    kind: 'table',
    columns: columns.map((column) => ({ name: column, declaredType: '', type: 'unknown', nullable: true })),
    primaryKey: [],
    foreignKeys: [],
    uniqueKeys: [],
  }
}

function key(from: string, to: string): JoinKey {
  const [fromTable, ...fromColumns] = from.split('.')
  const [toTable, ...toColumns] = to.split('.')
  return {
    from: { table: fromTable!, columns: fromColumns },
    to: { table: toTable!, columns: toColumns },
    origin: 'declared',
    confidence: 1,
  }
}

const schema: Schema = {
  tables: [
    table('customer', ['id', 'name', 'city']),
    table('order', ['id', 'Customer_id', 'total']),
    table('employee', ['id', 'manager_id']),
    table('stop', ['line', 'place', 'minute']),
    table('fare', ['line', 'place', 'price']),
  ],
}
const joins = [
  key('order.customer_id', 'customer.id'),
  key('employee.manager_id', 'employee.id'),
  key('fare.line.place', 'stop.line.place'),
]
const column = (text: string) => ({ table: text.split('.')[0]!, column: text.split('.')[1]! })

describe('buildDbGraph', () => {
  it('weighs every edge the same without seeds', () => {
    const graph = buildDbGraph(schema, joins)
    for (const { name, columns } of graph.tables) {
      for (const each of columns) {
        for (const edge of neighbours(graph, { table: name, column: each })) expect(edge.weight).toBe(1)
      }
    }
  })

  it('counts the seeds in which both columns occur, once a seed, whatever the case', () => {
    const seeds = [
      [column('customer.name'), column('CUSTOMER.ID'), column('order.customer_id')],
      [column('customer.name'), column('customer.name'), column('customer.city')],
      [column('customer.id'), column('order.customer_id'), column('order.total')],
    ]
    const graph = buildDbGraph(schema, joins, seeds)
    expect(edgeWeight(graph, column('order.Customer_id'), column('customer.id'))).toBe(3)
    expect(edgeWeight(graph, column('customer.id'), column('order.Customer_id'))).toBe(3)
    expect(edgeWeight(graph, column('customer.name'), column('customer.city'))).toBe(2)
    expect(edgeWeight(graph, column('customer.id'), column('customer.city'))).toBe(1)
  })

  it.each([
    ['order.customer_id', ['inter customer.id', 'intra order.id', 'intra order.total']],
    ['employee.id', ['inter employee.manager_id']],
    ['stop.place', ['inter fare.place', 'intra stop.line', 'intra stop.minute']],
    ['customer.nothing', []],
    ['nothing.id', []],
  ])('lists the neighbours of %s', (name, expected) => {
    const edges = neighbours(buildDbGraph(schema, joins), column(name))
    expect(edges.map((edge) => `${edge.kind} ${edge.to.table}.${edge.to.column}`)).toEqual(expected)
  })

  it('weighs a composite key by the seeds that use all of it', () => {
    const whole = ['fare.line', 'fare.place', 'stop.line', 'stop.place'].map(column)
    const graph = buildDbGraph(schema, joins, [whole, whole.slice(0, 3)])
    expect(graph.joins[2]!.weight).toBe(2)
  })

  it('leaves out keys whose table or column does not exist', () => {
    const graph = buildDbGraph(schema, [
      key('order.customer_id', 'client.id'),
      key('order.nothing', 'customer.id'),
    ])
    expect(graph.joins).toEqual([])
  })

  it('has no edge between columns of unrelated tables', () => {
    expect(edgeWeight(buildDbGraph(schema, joins), column('customer.id'), column('employee.id'))).toBe(0)
  })

  it('handles a table of 500 columns without storing its edges', () => {
    const wide = {
      tables: [
        table(
          'wide',
          Array.from({ length: 500 }, (_, index) => `c${index}`),
        ),
      ],
    }
    const graph = buildDbGraph(wide, [])
    expect(neighbours(graph, column('wide.c0'))).toHaveLength(499)
    expect(graph.joins).toEqual([])
  })
})
