-- The ledger, version 2: where a corrected part stands, and statements that a reviewer found and the reading has not.

-- Of a corrected source, cue or content: its spans, [] for none; `value` is what is printed there.
ALTER TABLE reviews ADD COLUMN spans TEXT CHECK (spans IS NULL OR json_valid(spans));

-- A statement of the article that a reading has missed. Like a review it is never overwritten, belongs to the reading that
-- was reviewed, and changes none.
CREATE TABLE missed (
    id INTEGER PRIMARY KEY,
    reading_id INTEGER NOT NULL REFERENCES readings (id),
    reviewer TEXT NOT NULL,
    -- As printed; the parts of a discontinuous span are joined by ' … '.
    source TEXT,
    cue TEXT NOT NULL,
    content TEXT NOT NULL,
    source_spans TEXT NOT NULL CHECK (json_valid(source_spans)),
    cue_spans TEXT NOT NULL CHECK (json_valid(cue_spans)),
    content_spans TEXT NOT NULL CHECK (json_valid(content_spans)),
    -- What the reviewer said of it; NULL where nothing was said.
    mode TEXT CHECK (mode IN ('direct', 'indirect', 'mixed', 'block')),
    kind TEXT CHECK (kind IN ('assertion', 'belief', 'fact', 'eventuality')),
    factuality TEXT,
    source_type TEXT CHECK (
        source_type IN ('named person', 'named organization', 'document', 'anonymous source', 'unnamed group')
    ),
    source_name TEXT,
    comment TEXT NOT NULL DEFAULT '',
    reviewed_at TEXT NOT NULL
) STRICT;
CREATE INDEX missed_by_reading ON missed (reading_id);

-- With the spans; and a statement without a cue is found again by its content.
DROP VIEW reviews_in_force;
CREATE VIEW reviews_in_force AS
SELECT
    reviews.id AS review_id,
    reviews.verdict,
    reviews.field,
    reviews.value,
    reviews.comment,
    reviews.reviewer,
    reviews.reviewed_at,
    reviewed.label AS reviewed,
    reviews.statement_id AS reviewed_id,
    now_read.label AS statement,
    now_read.id AS statement_id,
    current.article_id,
    current.id AS reading_id,
    reviews.spans
FROM reviews
JOIN statements AS reviewed ON reviewed.id = reviews.statement_id
JOIN readings AS then_read ON then_read.id = reviewed.reading_id
JOIN readings AS current ON current.article_id = then_read.article_id AND current.current = 1
LEFT JOIN statements AS now_read ON now_read.id = (
    SELECT min(same.id) FROM statements AS same
    WHERE same.reading_id = current.id AND same.cue_spans = reviewed.cue_spans
    AND (same.cue_spans <> '[]' OR same.content_spans = reviewed.content_spans)
);

-- Every statement that a reviewer found missing, with the statement of the current reading that has the same cue at the
-- same place; NULL where that reading misses it, too.
CREATE VIEW missed_statements AS
SELECT
    missed.id AS missed_id,
    missed.content AS statement,
    missed.source,
    missed.cue,
    missed.comment,
    missed.reviewer,
    missed.reviewed_at,
    articles.outlet,
    articles.day,
    articles.title,
    articles.url,
    (
        SELECT min(same.id) FROM statements AS same
        WHERE same.reading_id = current.id AND same.cue_spans = missed.cue_spans
        AND (same.cue_spans <> '[]' OR same.content_spans = missed.content_spans)
    ) AS statement_id,
    articles.id AS article_id,
    current.id AS reading_id
FROM missed
JOIN readings AS then_read ON then_read.id = missed.reading_id
JOIN readings AS current ON current.article_id = then_read.article_id AND current.current = 1
JOIN articles ON articles.id = current.article_id;
