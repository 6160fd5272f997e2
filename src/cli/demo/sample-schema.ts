/**
 * Harbor Tea, a made-up wholesaler of tea and coffee. Its tables have the difficulties that real ones have: codes
 * that a lookup table explains, keys that nobody declared, dates in two notations, names in many cases.
 */
export const SAMPLE_SCHEMA = `
CREATE TABLE countries (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  region TEXT NOT NULL
);

CREATE TABLE branches (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  city TEXT NOT NULL,
  country_code TEXT NOT NULL REFERENCES countries (code),
  opened_on TEXT NOT NULL
);

CREATE TABLE staff (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  position TEXT NOT NULL,
  branch_id INTEGER NOT NULL REFERENCES branches (id),
  manager_id INTEGER REFERENCES staff (id),
  hired_on TEXT NOT NULL,
  salary REAL NOT NULL
);

CREATE TABLE customers (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  city TEXT NOT NULL,
  country_code TEXT NOT NULL REFERENCES countries (code),
  email TEXT,
  signed_up_on TEXT NOT NULL,
  closed_on TEXT,
  credit_limit INTEGER
);

CREATE TABLE categories (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE suppliers (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  country_code TEXT NOT NULL REFERENCES countries (code),
  phone TEXT
);

CREATE TABLE products (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  category_id INTEGER NOT NULL REFERENCES categories (id),
  supplier_id INTEGER NOT NULL REFERENCES suppliers (id),
  pack TEXT NOT NULL,
  price REAL NOT NULL,
  is_organic INTEGER NOT NULL,
  discontinued_on TEXT
);

CREATE TABLE order_status (
  id INTEGER PRIMARY KEY,
  label TEXT NOT NULL
);

CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  branch_id INTEGER NOT NULL REFERENCES branches (id),
  staff_id INTEGER REFERENCES staff (id),
  ordered_on TEXT NOT NULL,
  status INTEGER NOT NULL REFERENCES order_status (id),
  note TEXT
);

CREATE TABLE order_items (
  order_id INTEGER NOT NULL REFERENCES orders (id),
  line INTEGER NOT NULL,
  product_id INTEGER NOT NULL REFERENCES products (id),
  quantity INTEGER NOT NULL,
  unit_price REAL NOT NULL,
  discount REAL NOT NULL,
  PRIMARY KEY (order_id, line)
);

-- From the carriers' spreadsheet: no keys, dates as dd/mm/yyyy.
CREATE TABLE deliveries (
  order_no INTEGER,
  carrier TEXT,
  delivered_on TEXT,
  parcels INTEGER,
  weight_kg REAL
);

CREATE TABLE payments (
  id INTEGER PRIMARY KEY,
  order_id INTEGER NOT NULL REFERENCES orders (id),
  method TEXT NOT NULL,
  amount REAL NOT NULL,
  paid_on TEXT NOT NULL
);

CREATE TABLE economic_indicators (
  country_code TEXT NOT NULL REFERENCES countries (code),
  roworder INTEGER NOT NULL,
  indicator TEXT NOT NULL,
  report_period TEXT NOT NULL,
  value REAL,
  PRIMARY KEY (country_code, roworder, report_period)
);

CREATE INDEX order_items_product ON order_items (product_id);
CREATE INDEX orders_customer ON orders (customer_id);

CREATE VIEW order_totals AS
  SELECT
    orders.id AS order_id,
    orders.customer_id,
    orders.ordered_on,
    ROUND(SUM(order_items.quantity * order_items.unit_price * (1 - order_items.discount)), 2) AS total
  FROM orders JOIN order_items ON order_items.order_id = orders.id
  GROUP BY orders.id;
`
