import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../../sql/parse.ts'
import { printQuery } from '../../../sql/print.ts'
import { readTopOfGroup } from '../../../sql/top-of-group.ts'
import { columnExpression } from './build-sql.ts'
import { topOfEach } from './top-of-each.ts'

const parsed = parseQuery(
  'SELECT a.name, b.name, count(*) FROM a JOIN b ON b.a_id = a.id GROUP BY a.id, b.id',
)
const body = parsed.body.kind === 'select' ? parsed.body : null
const count = { kind: 'call', name: 'count', distinct: false, star: true, arguments: [] } as const
const query = topOfEach({
  body: body!,
  partitionBy: [columnExpression({ table: 'a', column: 'id' }, true)],
  orderBy: [{ expression: count, direction: 'desc' }],
  count: 2,
})

describe('the top of each group', () => {
  it('is kept by its rank, under names that tell the columns apart', () => {
    expect(printQuery(query)).toBe(
      'SELECT a_name, b_name, count FROM (SELECT a.name AS a_name, b.name AS b_name, count(*) AS count, ' +
        'rank() OVER (PARTITION BY a.id ORDER BY count(*) DESC) AS place_in_group ' +
        'FROM a JOIN b ON b.a_id = a.id GROUP BY a.id, b.id) AS ranked_in_group WHERE place_in_group <= 2',
    )
  })

  it('is read as the query within, ordered and cut', () => {
    const read = readTopOfGroup(query)
    expect(read?.groups).toHaveLength(1)
    expect(read?.query.orderBy).toHaveLength(1)
    expect(read?.query.limit?.count).toEqual({ kind: 'number', text: '2' })
    expect(read?.query.body.kind === 'select' && read.query.body.columns).toHaveLength(3)
    expect(readTopOfGroup(read!.query)).toBeNull()
  })
})
