/** A library: people, what they borrow, two ways to be a tag, an author who learned from another. */
export const LIBRARY = `
CREATE TABLE genres (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO genres VALUES (1, 'Poetry'), (2, 'Crime'), (3, 'Essays');

CREATE TABLE authors (
  id INTEGER PRIMARY KEY, name TEXT, born INTEGER, fee REAL, mentor_id INTEGER REFERENCES authors (id));
INSERT INTO authors VALUES (1, 'Ann Ley', 1950, 100.5, NULL), (2, 'Ben Orr', 1972, 80.25, 1), (3, 'Cy Tan', 1948, 95.0, 1),
  (4, 'Di Ulm', 1980, 70.5, 2);

CREATE TABLE books (
  id INTEGER PRIMARY KEY, title TEXT, subtitle TEXT, price REAL, pages INTEGER, is_lost INTEGER,
  genre_id INTEGER NOT NULL REFERENCES genres (id), author_id INTEGER NOT NULL REFERENCES authors (id));
INSERT INTO books VALUES
  (1, 'The Sea', NULL, 12.5, 120, 0, 1, 1), (2, 'Tall Grass', 'A Life', 24.0, 310, 0, 1, 1),
  (3, 'Quiet Men', NULL, 9.75, 280, 1, 2, 2), (4, 'Two Doors', 'A Case', 15.5, 402, 0, 2, 2),
  (5, 'On Rain', 'Notes', 31.0, 96, 0, 3, 3), (6, 'Old Maps', NULL, 18.25, 150, 0, 3, 3);

CREATE TABLE prizes (id INTEGER PRIMARY KEY, label TEXT, author_id INTEGER REFERENCES authors (id));
INSERT INTO prizes VALUES (1, 'Gold Pen', 1), (2, 'Silver Pen', 1), (3, 'City Prize', 3);

CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT);
INSERT INTO tags VALUES (1, 'classic'), (2, 'short'), (3, 'new');
CREATE TABLE book_tags (
  book_id INTEGER NOT NULL REFERENCES books (id), tag_id INTEGER NOT NULL REFERENCES tags (id), PRIMARY KEY (book_id, tag_id));
INSERT INTO book_tags VALUES (1, 1), (1, 2), (2, 1), (5, 2), (6, 3);

CREATE TABLE members (
  id INTEGER PRIMARY KEY, first_name TEXT, last_name TEXT, gender TEXT, city TEXT, email TEXT, joined_on TEXT);
INSERT INTO members VALUES
  (1, 'Ada', 'Byron', 'F', 'Lyon', 'ada@a.org', '2019-05-02'), (2, 'Bo', 'Case', 'M', 'Lyon', 'bo@a.org', '2020-01-15'),
  (3, 'Cleo', 'Dahl', 'F', 'Metz', 'cleo@a.org', '2020-11-30'), (4, 'Dan', 'Eco', 'M', 'Nice', 'dan@a.org', '2021-07-19');

CREATE TABLE branches (id INTEGER PRIMARY KEY, name TEXT, city TEXT);
INSERT INTO branches VALUES (1, 'North', 'Lyon'), (2, 'South', 'Lyon'), (3, 'Harbour', 'Nice'), (4, 'East', 'Brest');

CREATE TABLE loans (
  id INTEGER PRIMARY KEY, member_id INTEGER NOT NULL REFERENCES members (id), book_id INTEGER NOT NULL REFERENCES books (id),
  loaned_at TEXT, status INTEGER, fine REAL);
INSERT INTO loans VALUES
  (1, 1, 1, '2021-02-01 10:00:00', 1, 0.5), (2, 1, 2, '2021-03-01 11:30:00', 2, 2.5), (3, 1, 4, '2021-03-09 09:00:00', 1, 0.25),
  (4, 2, 3, '2022-01-20 15:45:00', 3, 1.5), (5, 2, 5, '2022-02-01 10:00:00', 1, 0.75), (6, 3, 6, '2022-05-05 12:00:00', 2, 3.0);
`
