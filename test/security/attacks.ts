/**
 * SQL that tries to write, to reach other files, to see the engine's insides, or to use the machine up, against the
 * tables of the database contract. FOLDER stands for the folder of the database.
 */

/** The engine must refuse these before it runs anything. */
export const FORBIDDEN: readonly string[] = [
  // Writes, plain and dressed up.
  'delete from pet',
  "insert into pet values (9, 1, 'x', 1, 1)",
  "insert into pet values (9, 1, 'x', 1, 1) returning id",
  "replace into pet values (1, 1, 'x', 1, 1)",
  "update pet set name = 'x' returning *",
  "insert into pet select * from pet where true on conflict do update set name = 'x'",
  'with doomed as (select id from pet) delete from pet where id in (select id from doomed)',
  "with x as (select 1) insert into owner select 7, 'x', null from x returning id",
  '/* select */ delete from pet',
  '-- select 1\ndelete from pet',
  'DeLeTe/**/FrOm/**/"pet"',
  ';;; delete from pet',
  'explain delete from pet',
  'explain query plan update pet set weight = 0',
  "update sqlite_master set sql = 'x'",
  "delete from sqlite_schema where name = 'pet'",
  // Definitions.
  'create table x (a)',
  'create table x as select * from pet',
  'create temp table x (a)',
  'create view x as select 1',
  'create temp view pet as select 1',
  'create index x on pet (name)',
  'create trigger x after insert on pet begin select 1; end',
  'create virtual table x using fts5(a)',
  'drop table pet',
  'drop view tame_pet',
  'alter table pet rename to tep',
  'alter table pet add column x',
  'alter table pet drop column weight',
  'analyze',
  'reindex',
  // More than one statement.
  'select 1; delete from pet',
  'select 1;;;delete from pet',
  'select 1; -- done\n delete from pet',
  'select 1 /* ; */; select 2',
  'select 1; /* ; */ delete from pet',
  "select 1; attach 'x.db' as x",
  // Transactions, which would hold locks.
  'begin',
  'begin exclusive',
  'commit',
  'rollback',
  'savepoint x',
  'release x',
  // Other files.
  "attach 'FOLDER/stolen.db' as stolen",
  "attach ':memory:' as memory",
  "attach 'file:FOLDER/stolen.db?mode=rwc' as stolen",
  'detach main',
  'vacuum',
  "vacuum into 'FOLDER/stolen.db'",
  "vacuum main into 'file:FOLDER/stolen.db'",
  "select load_extension('FOLDER/evil.so')",
  "select LOAD_EXTENSION('FOLDER/evil', 'init')",
  "select name from pet where load_extension('x')",
  "select (select max(load_extension('x')) from pet)",
  "with x as materialized (select load_extension('x') as y) select y from x",
  // The engine's settings and insides.
  'pragma writable_schema = on',
  'pragma query_only = off',
  'pragma journal_mode = delete',
  'pragma main.user_version = 7',
  "pragma temp_store_directory = 'FOLDER'",
  'pragma wal_checkpoint(truncate)',
  'pragma table_info(pet)',
  'pragma data_version = 1',
  'pragma hard_heap_limit = 1',
  "select * from pragma_table_info('pet')",
  'select * from pragma_database_list',
  'select * from dbstat',
  "select fts3_tokenizer('simple')",
  "select fts3_tokenizer('simple', x'4141414141414141')",
]

/** Not in this engine, or not SQL: refused as what they are. */
export const UNKNOWN: readonly string[] = [
  "select writefile('FOLDER/stolen.txt', 'x')",
  "select readfile('/etc/hostname')",
  "select edit('x', 'vi')",
  "select * from fsdir('/')",
  "select * from zipfile('FOLDER/x.zip')",
  'select * from sqlite_dbpage',
  "select * from pragma_journal_mode('delete')",
  "insert into tame_pet values (1, 'x')",
  'select 1\0; delete from pet',
  'select ?1',
  'select :name',
  `select '${'a'.repeat(30)}!' regexp '^(a+)+$'`,
]

const ENDLESS = 'recursive n(x) as (select 1 union all select x + 1 from n)'
const MILLION = 'recursive n(x) as (select 1 union all select x + 1 from n limit 1000000)'
const manyPets = Array.from({ length: 40 }, (_, index) => `pet p${index}`).join(', ')

/** These run until a limit of the engine or the deadline ends them. */
export const RUNAWAY: readonly string[] = [
  // Memory.
  'select zeroblob(1000000000)',
  'select zeroblob(9223372036854775807)',
  'select randomblob(1000000000)',
  'select hex(randomblob(2147483647))',
  "select replace(hex(zeroblob(1000000)), '00', hex(zeroblob(1000000)))",
  "select replace(replace(hex(zeroblob(9999)), '0', hex(zeroblob(9999))), '0', hex(zeroblob(9999)))",
  `select ${Array(1_500).fill('zeroblob(60000000)').join(', ')}`,
  `with ${ENDLESS} select group_concat(x, printf('%.*c', 100000, 'y')) from n`,
  `with ${ENDLESS} select json_group_array(x) from n`,
  "with recursive t(x) as (select 'a' union all select x || x from t) select max(length(x)) from t",
  `with ${ENDLESS} select x, zeroblob(1000000) from n`,
  // Time.
  `with ${ENDLESS} select count(*) from n`,
  `with ${ENDLESS} select x from n where x < 0`,
  'with recursive n(x) as (select 1 union select x + 1 from n) select count(*) from n',
  `with ${ENDLESS} select x from n order by random()`,
  `with ${MILLION} select count(*) from n a, n b where a.x + b.x < 0`,
  `with ${MILLION} select a.x from n a, n b order by b.x desc`,
  `with ${ENDLESS} select sum(sin(x) * cos(x)) from n`,
  `select count(*) from ${manyPets}`,
  `with ${ENDLESS} select max(instr(printf('%.*c', 5000000, 'a'), printf('%.*c', 500000, 'a') || 'b')) from n`,
  // The parser.
  `select ${'('.repeat(50_000)}1${')'.repeat(50_000)}`,
  `select ${'- '.repeat(20_000)}1`,
  `select ${'1 + '.repeat(50_000)}1`,
  `select ${'not '.repeat(20_000)}1`,
  Array(2_000).fill('select 1').join(' union all '),
  `select 1 where 1 in (${'select 1 where 1 in ('.repeat(500)}1${')'.repeat(501)}`,
  `select ${Array(5_000).fill('1').join(', ')}`,
  `select max(${Array(5_000).fill('1').join(', ')})`,
]

/** These look dangerous and are not: they must be answered. */
export const HARMLESS: readonly string[] = [
  "select 'delete from pet; drop table pet'",
  'select 1; -- drop table pet',
  'select 1 /* ; delete from pet */ ;',
  'with deleted as (select name as "insert" from pet) select "insert" from deleted',
  'explain query plan select * from pet',
  "select replace(name, 'o', '0') from pet",
  'values (1), (2)',
  // The engine bounds these itself: printf gives NULL for a text that is too long.
  "select printf('%.*c', 1000000000, 'x')",
  "select printf('%1000000000d', 1)",
  `select printf('%.*c', 60000, 'a') like '${'%a'.repeat(60)}%b'`,
  `select printf('%.*c', 60000, 'a') glob '${'*a'.repeat(1_000)}*b'`,
]
