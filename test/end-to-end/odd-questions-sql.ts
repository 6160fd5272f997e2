/** Joins and measures that several of the gold queries share. */
export const ITEMS = 'order_items i JOIN orders o ON o.id = i.order_id'
export const ITEMS_OF_PRODUCTS = 'order_items i JOIN products p ON p.id = i.product_id'
export const PRODUCTS_BY_CATEGORY = 'products p JOIN categories c ON c.id = p.category_id'
export const PRODUCTS_BY_SUPPLIER = 'products p JOIN suppliers s ON s.id = p.supplier_id'
export const CUSTOMERS_BY_COUNTRY = 'customers c JOIN countries l ON l.code = c.country_code'
export const CUSTOMERS_BY_ORDER = 'customers c JOIN orders o ON o.customer_id = c.id'
export const STAFF_BY_BRANCH = 'staff s JOIN branches b ON b.id = s.branch_id'
export const ORDERS_BY_BRANCH = 'orders o JOIN branches b ON b.id = o.branch_id'
const NET = 'i.quantity * i.unit_price * (1 - i.discount)'
const GROSS = 'i.quantity * i.unit_price'
/** Money by some key of the orders `o`: net, gross, or what was paid. */
export const revenue = (key: string, rest: string, joins = ''): string[] => [
  `SELECT ${key}, sum(${NET}) FROM ${ITEMS} ${joins} ${rest}`,
  `SELECT ${key}, sum(${GROSS}) FROM ${ITEMS} ${joins} ${rest}`,
  `SELECT ${key}, sum(t.total) FROM order_totals t JOIN orders o ON o.id = t.order_id ${joins} ${rest}`,
]
