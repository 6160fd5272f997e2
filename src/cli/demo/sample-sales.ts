import type { Random } from '../../base/random.ts'
import type { Row } from '../../database/database.ts'
import type { Product } from './sample-goods.ts'
import { BRANCHES, CUSTOMER_COUNT, day, weighted } from './sample-people.ts'

export const ORDER_STATUS: readonly Row[] = [
  [1, 'placed'],
  [2, 'paid'],
  [3, 'shipped'],
  [4, 'delivered'],
  [5, 'cancelled'],
]

const CARRIERS = ['DHL', 'UPS', 'Royal Mail', 'Die Post', 'own van']
const METHODS = ['CC', 'CC', 'BT', 'BT', 'PP', 'inv.']
const NOTES = [
  'leave at back door',
  'call before delivery',
  'gift wrap 🎁',
  'urgent',
  'Lieferung nur vormittags',
  '请周末送货',
]
const ORDER_COUNT = 2_400
const FIRST_YEAR = 2023
const YEARS = 3

export interface SalesRows {
  readonly orders: Row[]
  readonly items: Row[]
  readonly deliveries: Row[]
  readonly payments: Row[]
}

export function salesRows(random: Random, assortment: readonly Product[], staffCount: number): SalesRows {
  const sales: SalesRows = { orders: [], items: [], deliveries: [], payments: [] }
  const days = Array.from({ length: ORDER_COUNT }, () => day(random, FIRST_YEAR, YEARS)).sort()
  days.forEach((orderedOn, index) => {
    addOrder(sales, random, index + 1, orderedOn, assortment, staffCount)
  })
  // The carriers report in no particular order.
  return { ...sales, deliveries: random.shuffle(sales.deliveries) }
}

function addOrder(
  sales: SalesRows,
  random: Random,
  order: number,
  orderedOn: string,
  assortment: readonly Product[],
  staffCount: number,
): void {
  const customer = 1 + Math.floor(CUSTOMER_COUNT * random.next() ** 1.6)
  const status = drawStatus(random, order)
  const seller = random.next() < 0.1 ? null : 1 + random.below(staffCount)
  const note = random.next() < 0.06 ? random.pick(NOTES) : null
  sales.orders.push([order, customer, 1 + random.below(BRANCHES.length), seller, orderedOn, status, note])

  const total = addItems(sales, random, order, assortment)
  if (status !== 1 && status !== 5) {
    const paidOn = addDays(orderedOn, random.below(20))
    sales.payments.push([sales.payments.length + 1, order, random.pick(METHODS), total, paidOn])
  }
  if (status === 4) {
    const deliveredOn = addDays(orderedOn, 2 + random.below(9))
    const parcels = 1 + random.below(4)
    const weight = random.next() < 0.05 ? null : Math.round(parcels * (2 + random.next() * 9) * 10) / 10
    sales.deliveries.push([order, random.pick(CARRIERS), dayMonthYear(deliveredOn), parcels, weight])
  }
}

/** Old orders are delivered or cancelled; only among the newest some are still under way. */
function drawStatus(random: Random, order: number): number {
  if (random.next() < 0.06) return 5
  return order < ORDER_COUNT * 0.93 ? 4 : 1 + random.below(4)
}

function addItems(sales: SalesRows, random: Random, order: number, assortment: readonly Product[]): number {
  const wanted = 1 + random.below(5)
  const chosen = new Set<Product>()
  while (chosen.size < wanted) chosen.add(weighted(random, assortment, ({ popularity }) => popularity))
  let total = 0
  let line = 1
  for (const { id, price } of chosen) {
    const quantity = 1 + Math.floor(12 * random.next() ** 2)
    const discount = random.next() < 0.15 ? 0.1 : 0
    // Prices rose by a tenth after the first year and a half.
    const unitPrice = order < ORDER_COUNT / 2 ? Math.round(price * 90) / 100 : price
    sales.items.push([order, line++, id, quantity, unitPrice, discount])
    total += quantity * unitPrice * (1 - discount)
  }
  return Math.round(total * 100) / 100
}

function addDays(isoDay: string, days: number): string {
  return new Date(Date.parse(isoDay) + days * 86_400_000).toISOString().slice(0, 10)
}

function dayMonthYear(isoDay: string): string {
  return isoDay.split('-').reverse().join('/')
}
