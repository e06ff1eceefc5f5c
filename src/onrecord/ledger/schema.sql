-- The ledger, version 1: what was read, by which model, and what people say of it.
--
-- Rows of articles, readings, statements and sources are written once and never changed; reviews and merges stand
-- beside them. Offsets are half-open, in Unicode code points, into articles.text. JSON columns hold arrays.

CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    -- SHA-256 over the text and what else is printed (blocks, title, outlet, authors, date, URL): see content.py.
    hash TEXT NOT NULL UNIQUE,
    raw_sha256 TEXT NOT NULL,
    -- What Datasette and people show of it: the title, or the first words.
    label TEXT NOT NULL,
    name TEXT NOT NULL,
    url TEXT,
    -- 1 for the first article at this URL, 2 for a changed one, …
    version INTEGER NOT NULL DEFAULT 1,
    title TEXT,
    outlet TEXT,
    authors TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(authors)),
    published TEXT,
    -- The day alone of `published`, for ranges and sorting.
    day TEXT,
    language TEXT,
    text TEXT NOT NULL,
    blocks TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(blocks)),
    notes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(notes)),
    added_at TEXT NOT NULL
) STRICT;
CREATE INDEX articles_by_url ON articles (url, version) WHERE url IS NOT NULL;
CREATE INDEX articles_by_outlet ON articles (outlet, day);
CREATE INDEX articles_by_day ON articles (day);

CREATE TABLE readings (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    -- The weights' name and version, as Reading.model.
    model TEXT NOT NULL,
    -- The version of onrecord that read it.
    software TEXT NOT NULL,
    -- The whole reading as `onrecord read --format json` gives it, less the article.
    json TEXT NOT NULL CHECK (json_valid(json)),
    -- SHA-256 over `json`: a reading that says the same is not kept twice.
    hash TEXT NOT NULL,
    read_at TEXT NOT NULL,
    -- 1 for the newest reading of its article, the one that views and search show.
    current INTEGER NOT NULL DEFAULT 1 CHECK (current IN (0, 1)),
    UNIQUE (article_id, hash)
) STRICT;
CREATE UNIQUE INDEX readings_current ON readings (article_id) WHERE current = 1;

-- A person, organization or document across articles, by its name's key. The unnamed are never among them: nothing
-- may say that two unnamed sources are one. What is too little of a name to tell one from another ('Smith', 'a report')
-- has a row for each article, which people may merge.
CREATE TABLE names (
    id INTEGER PRIMARY KEY,
    -- The type's first letters and the name folded, with the article's hash where the name alone does not do: see
    -- content.py.
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    type TEXT NOT NULL CHECK (type IN ('named person', 'named organization', 'document'))
) STRICT;

-- That two names are one. Undone by a date, not by deletion, so that every merge stays on record. `into_id` may be merged
-- further; the view merged_names follows the way to its end.
CREATE TABLE merges (
    id INTEGER PRIMARY KEY,
    name_id INTEGER NOT NULL REFERENCES names (id),
    into_id INTEGER NOT NULL REFERENCES names (id),
    by TEXT NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    merged_at TEXT NOT NULL,
    undone_at TEXT,
    undone_by TEXT,
    undone_reason TEXT,
    CHECK (name_id <> into_id)
) STRICT;
CREATE UNIQUE INDEX merges_in_force ON merges (name_id) WHERE undone_at IS NULL;
CREATE INDEX merges_into ON merges (into_id) WHERE undone_at IS NULL;

-- The sources of one reading.
CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    reading_id INTEGER NOT NULL REFERENCES readings (id),
    -- Its id within the reading: s1, s2, …
    local TEXT NOT NULL,
    label TEXT NOT NULL,
    name_id INTEGER REFERENCES names (id),
    type TEXT NOT NULL CHECK (
        type IN ('named person', 'named organization', 'document', 'anonymous source', 'unnamed group')
    ),
    name TEXT,
    roles TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(roles)),
    affiliations TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(affiliations)),
    title TEXT,
    justification TEXT,
    -- Of unnamed people, as printed; NULL is 'not stated on the page'.
    anonymity_reason TEXT,
    position_to_know TEXT,
    number INTEGER,
    UNIQUE (reading_id, local)
) STRICT;
CREATE INDEX sources_by_name ON sources (name_id) WHERE name_id IS NOT NULL;

CREATE TABLE statements (
    id INTEGER PRIMARY KEY,
    reading_id INTEGER NOT NULL REFERENCES readings (id),
    -- Its id within the reading: a1, a2, …
    local TEXT NOT NULL,
    label TEXT NOT NULL,
    -- As printed; the parts of a discontinuous span are joined by ' … '.
    source TEXT,
    cue TEXT NOT NULL,
    content TEXT NOT NULL,
    source_spans TEXT NOT NULL CHECK (json_valid(source_spans)),
    cue_spans TEXT NOT NULL CHECK (json_valid(cue_spans)),
    content_spans TEXT NOT NULL CHECK (json_valid(content_spans)),
    -- Where the statement begins and ends in the article.
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    source_id INTEGER REFERENCES sources (id),
    -- Deferred, because what stands within another may come before it in the reading.
    parent_id INTEGER REFERENCES statements (id) DEFERRABLE INITIALLY DEFERRED,
    mode TEXT NOT NULL CHECK (mode IN ('direct', 'indirect', 'mixed', 'block')),
    kind TEXT NOT NULL CHECK (kind IN ('assertion', 'belief', 'fact', 'eventuality')),
    factuality TEXT NOT NULL,
    recipient TEXT,
    -- Names from the speaker to the last link before this article.
    chain TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(chain)),
    second_hand INTEGER NOT NULL CHECK (second_hand IN (0, 1)),
    confidence REAL NOT NULL,
    UNIQUE (reading_id, local)
) STRICT;
CREATE INDEX statements_by_source ON statements (source_id);
CREATE INDEX statements_by_parent ON statements (parent_id) WHERE parent_id IS NOT NULL;

-- What people say of a statement. Never overwritten: a later review of the same field stands beside the earlier.
-- It belongs to the statement as it was read then; views carry it over to the current reading by its cue's span.
CREATE TABLE reviews (
    id INTEGER PRIMARY KEY,
    statement_id INTEGER NOT NULL REFERENCES statements (id),
    reviewer TEXT NOT NULL,
    -- 'right', 'wrong', or the field that it corrects with the value in `value`.
    verdict TEXT NOT NULL CHECK (verdict IN ('right', 'wrong', 'corrected')),
    field TEXT,
    value TEXT,
    comment TEXT NOT NULL DEFAULT '',
    reviewed_at TEXT NOT NULL
) STRICT;
CREATE INDEX reviews_by_statement ON reviews (statement_id);

-- Inputs that gave no article, so that nothing is lost without a trace.
CREATE TABLE unreadable (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    code TEXT NOT NULL,
    reason TEXT NOT NULL,
    remedy TEXT NOT NULL,
    met_at TEXT NOT NULL,
    UNIQUE (name, code, reason)
) STRICT;

-- Written as Datasette and sqlite-utils look for it.
CREATE VIRTUAL TABLE statements_fts USING fts5 (
    content, source, content="statements", content_rowid="id", tokenize = "unicode61 remove_diacritics 2"
);
CREATE TRIGGER statements_indexed AFTER INSERT ON statements BEGIN
    INSERT INTO statements_fts (rowid, content, source) VALUES (new.id, new.content, new.source);
END;
CREATE TRIGGER statements_forgotten AFTER DELETE ON statements BEGIN
    INSERT INTO statements_fts (statements_fts, rowid, content, source)
    VALUES ('delete', old.id, old.content, old.source);
END;

CREATE VIRTUAL TABLE names_fts USING fts5 (
    name, content="names", content_rowid="id", tokenize = "unicode61 remove_diacritics 2"
);
CREATE TRIGGER names_indexed AFTER INSERT ON names BEGIN
    INSERT INTO names_fts (rowid, name) VALUES (new.id, new.name);
END;
CREATE TRIGGER names_forgotten AFTER DELETE ON names BEGIN
    INSERT INTO names_fts (names_fts, rowid, name) VALUES ('delete', old.id, old.name);
END;

-- What search needs to know of the statements of current readings, in small rows: made from the tables above by
-- triggers, and made again from the view `findable_rows` at any time.

-- Each combination of what a statement is that occurs; source_type is '' where the page states no source.
CREATE TABLE profiles (
    id INTEGER PRIMARY KEY,
    source_type TEXT NOT NULL,
    mode TEXT NOT NULL,
    kind TEXT NOT NULL,
    factuality TEXT NOT NULL,
    second_hand INTEGER NOT NULL,
    UNIQUE (source_type, mode, kind, factuality, second_hand)
) STRICT;

CREATE TABLE outlet_names (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE findable (
    statement_id INTEGER PRIMARY KEY REFERENCES statements (id),
    reading_id INTEGER NOT NULL REFERENCES readings (id),
    -- The article's day as a number, 20260314; 0 where it is not known.
    day INTEGER NOT NULL,
    -- 0 where a later version of the article is in.
    newest INTEGER NOT NULL CHECK (newest IN (0, 1)),
    profile_id INTEGER NOT NULL REFERENCES profiles (id),
    name_id INTEGER REFERENCES names (id),
    outlet_id INTEGER REFERENCES outlet_names (id)
) STRICT;
-- The order of all lists by date: newest first, and within an article as in its text. The columns after it are there so
-- that most searches need nothing but the index.
CREATE INDEX findable_by_day ON findable (day DESC, reading_id DESC, statement_id, newest, profile_id);
CREATE INDEX findable_by_profile ON findable (profile_id, day DESC, reading_id DESC, statement_id, newest);
CREATE INDEX findable_by_name ON findable (name_id, day DESC, reading_id DESC, statement_id, newest, profile_id)
WHERE name_id IS NOT NULL;
CREATE INDEX findable_by_outlet ON findable (outlet_id, day DESC, reading_id DESC, statement_id, newest, profile_id)
WHERE outlet_id IS NOT NULL;

CREATE VIEW findable_rows AS
SELECT
    statements.id AS statement_id,
    readings.id AS reading_id,
    coalesce(CAST(replace(articles.day, '-', '') AS INTEGER), 0) AS day,
    NOT EXISTS (
        SELECT 1 FROM articles AS later WHERE later.url = articles.url AND later.version > articles.version
    ) AS newest,
    coalesce(sources.type, '') AS source_type,
    statements.mode,
    statements.kind,
    statements.factuality,
    statements.second_hand,
    sources.name_id,
    articles.outlet
FROM statements
JOIN readings ON readings.id = statements.reading_id AND readings.current = 1
JOIN articles ON articles.id = readings.article_id
LEFT JOIN sources ON sources.id = statements.source_id;

CREATE TRIGGER outlets_named AFTER INSERT ON articles WHEN new.outlet IS NOT NULL BEGIN
    INSERT INTO outlet_names (name) VALUES (new.outlet) ON CONFLICT DO NOTHING;
END;
-- The same as by the view, in fewer steps: it runs for every statement that is added.
CREATE TRIGGER statements_findable AFTER INSERT ON statements
WHEN (SELECT current FROM readings WHERE id = new.reading_id) = 1 BEGIN
    INSERT INTO profiles (source_type, mode, kind, factuality, second_hand)
    SELECT coalesce((SELECT type FROM sources WHERE id = new.source_id), ''),
        new.mode, new.kind, new.factuality, new.second_hand
    WHERE TRUE
    ON CONFLICT DO NOTHING;
    INSERT INTO findable
    SELECT
        new.id,
        new.reading_id,
        coalesce(CAST(replace(articles.day, '-', '') AS INTEGER), 0),
        NOT EXISTS (SELECT 1 FROM articles AS later WHERE later.url = articles.url AND later.version > articles.version),
        (
            SELECT id FROM profiles
            WHERE source_type = coalesce((SELECT type FROM sources WHERE id = new.source_id), '')
            AND mode = new.mode AND kind = new.kind AND factuality = new.factuality AND second_hand = new.second_hand
        ),
        (SELECT name_id FROM sources WHERE id = new.source_id),
        (SELECT id FROM outlet_names WHERE name = articles.outlet)
    FROM readings JOIN articles ON articles.id = readings.article_id
    WHERE readings.id = new.reading_id;
END;
CREATE TRIGGER statements_not_findable BEFORE DELETE ON statements BEGIN
    DELETE FROM findable WHERE statement_id = old.id;
END;
-- Another reading has taken this one's place.
CREATE TRIGGER readings_not_findable AFTER UPDATE OF current ON readings WHEN new.current = 0 BEGIN
    DELETE FROM findable WHERE statement_id IN (SELECT id FROM statements WHERE reading_id = new.id);
END;
CREATE TRIGGER readings_findable AFTER UPDATE OF current ON readings WHEN new.current = 1 AND old.current = 0 BEGIN
    INSERT INTO profiles (source_type, mode, kind, factuality, second_hand)
    SELECT DISTINCT source_type, mode, kind, factuality, second_hand FROM findable_rows
    WHERE reading_id = new.id
    ON CONFLICT DO NOTHING;
    INSERT INTO findable
    SELECT statement_id, reading_id, day, newest, profiles.id, name_id, outlet_names.id
    FROM findable_rows
    JOIN profiles USING (source_type, mode, kind, factuality, second_hand)
    LEFT JOIN outlet_names ON outlet_names.name = outlet
    WHERE reading_id = new.id;
END;
CREATE TRIGGER articles_outdated AFTER INSERT ON articles WHEN new.url IS NOT NULL AND new.version > 1 BEGIN
    UPDATE findable SET newest = 0 WHERE newest = 1 AND statement_id IN (
        SELECT statements.id FROM articles
        JOIN readings ON readings.article_id = articles.id
        JOIN statements ON statements.reading_id = readings.id
        WHERE articles.url = new.url AND articles.version < new.version
    );
END;

-- Quoted words of statements (mode direct, mixed or block), for finding the same quotation elsewhere: see variants/.
CREATE TABLE quotations (
    id INTEGER PRIMARY KEY,
    statement_id INTEGER NOT NULL REFERENCES statements (id),
    -- Which of the statement's quotations, from 0.
    part INTEGER NOT NULL,
    text TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    -- SHA-256 over the folded words, sentence ends and marks of editing: what comparing depends on, not case or commas.
    words_hash TEXT NOT NULL,
    n_words INTEGER NOT NULL,
    UNIQUE (statement_id, part)
) STRICT;
CREATE INDEX quotations_by_words ON quotations (words_hash);

-- Locality-sensitive hashing: quotations that share a bucket are candidates to be compared.
CREATE TABLE buckets (
    bucket INTEGER NOT NULL,
    quotation_id INTEGER NOT NULL REFERENCES quotations (id),
    PRIMARY KEY (bucket, quotation_id)
) STRICT, WITHOUT ROWID;

-- Two wordings that are the same quotation, or one made from the other, each by the first quotation that has it, also
-- where both are of one article. Quotations of one wording share words_hash and have no row. a < b by words_hash.
CREATE TABLE variants (
    a_id INTEGER NOT NULL REFERENCES quotations (id),
    b_id INTEGER NOT NULL REFERENCES quotations (id),
    class TEXT NOT NULL CHECK (class IN ('exact', 'truncated', 'elided', 'bracketed', 'altered')),
    -- What the comparison found, as variants.compare gives it: words changed, hedges and negations lost or gained.
    difference TEXT NOT NULL CHECK (json_valid(difference)),
    PRIMARY KEY (a_id, b_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX variants_by_b ON variants (b_id);

-- Which quotations are one: by the same wording, or joined by `variants`. `cluster` is the least quotation id in it.
CREATE TABLE clusters (
    quotation_id INTEGER PRIMARY KEY REFERENCES quotations (id),
    cluster INTEGER NOT NULL
) STRICT;
CREATE INDEX clusters_by_cluster ON clusters (cluster);

CREATE TABLE metadata (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- Views: what people would ask for. They show current readings; `newest` is 0 where a later version of the article is in.

CREATE VIEW merged_names AS
WITH RECURSIVE way (name_id, into_id) AS (
    SELECT name_id, into_id FROM merges WHERE undone_at IS NULL
    UNION
    SELECT way.name_id, merges.into_id FROM way JOIN merges ON merges.name_id = way.into_id AND undone_at IS NULL
)
SELECT name_id, into_id FROM way
WHERE NOT EXISTS (SELECT 1 FROM merges WHERE merges.name_id = way.into_id AND undone_at IS NULL);

CREATE VIEW statements_with_source AS
SELECT
    statements.id AS statement_id,
    statements.content AS statement,
    -- Its name across articles, after merges; else what the article calls it.
    coalesce(names.name, sources.label) AS source,
    sources.name IS NOT NULL AS named,
    sources.type,
    articles.outlet,
    articles.day,
    articles.title,
    statements.cue,
    statements.mode,
    statements.kind,
    statements.factuality,
    statements.second_hand,
    statements.chain,
    statements.confidence,
    articles.url,
    NOT EXISTS (
        SELECT 1 FROM articles AS later WHERE later.url = articles.url AND later.version > articles.version
    ) AS newest,
    articles.id AS article_id,
    readings.id AS reading_id,
    sources.id AS source_id,
    names.id AS name_id
FROM statements
JOIN readings ON readings.id = statements.reading_id AND readings.current = 1
JOIN articles ON articles.id = readings.article_id
LEFT JOIN sources ON sources.id = statements.source_id
LEFT JOIN merged_names ON merged_names.name_id = sources.name_id
LEFT JOIN names ON names.id = coalesce(merged_names.into_id, sources.name_id);

-- People without a name, and what the page says of it; NULL is 'not stated on the page'.
CREATE VIEW unnamed_sources AS
SELECT
    sources.label AS source,
    sources.type,
    sources.anonymity_reason,
    sources.position_to_know,
    sources.number,
    (SELECT count(*) FROM statements WHERE statements.source_id = sources.id) AS statements,
    articles.outlet,
    articles.day,
    articles.title,
    articles.url,
    NOT EXISTS (
        SELECT 1 FROM articles AS later WHERE later.url = articles.url AND later.version > articles.version
    ) AS newest,
    articles.id AS article_id,
    readings.id AS reading_id,
    sources.id AS source_id
FROM sources
JOIN readings ON readings.id = sources.reading_id AND readings.current = 1
JOIN articles ON articles.id = readings.article_id
WHERE sources.type IN ('anonymous source', 'unnamed group');

-- Who is known by a name, after merges: in how many articles and outlets, and with how many statements.
CREATE VIEW sources_across_articles AS
SELECT
    names.id AS name_id,
    names.name AS source,
    names.type,
    count(DISTINCT readings.article_id) AS articles,
    count(DISTINCT articles.outlet) AS outlets,
    count(statements.id) AS statements,
    min(articles.day) AS first_day,
    max(articles.day) AS last_day
FROM sources
JOIN readings ON readings.id = sources.reading_id AND readings.current = 1
JOIN articles ON articles.id = readings.article_id
LEFT JOIN statements ON statements.source_id = sources.id
LEFT JOIN merged_names ON merged_names.name_id = sources.name_id
JOIN names ON names.id = coalesce(merged_names.into_id, sources.name_id)
GROUP BY names.id;

CREATE VIEW outlets AS
SELECT
    articles.outlet,
    count(DISTINCT articles.id) AS articles,
    count(statements.id) AS statements,
    sum(sources.name IS NOT NULL) AS of_named_sources,
    sum(sources.id IS NOT NULL AND sources.name IS NULL) AS of_unnamed_sources,
    sum(statements.id IS NOT NULL AND sources.id IS NULL) AS without_source,
    min(articles.day) AS first_day,
    max(articles.day) AS last_day
FROM articles
JOIN readings ON readings.article_id = articles.id AND readings.current = 1
LEFT JOIN statements ON statements.reading_id = readings.id
LEFT JOIN sources ON sources.id = statements.source_id
GROUP BY articles.outlet;

-- Every review, with the statement of the current reading that has the same cue at the same place; NULL where that
-- reading has none.
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
    current.id AS reading_id
FROM reviews
JOIN statements AS reviewed ON reviewed.id = reviews.statement_id
JOIN readings AS then_read ON then_read.id = reviewed.reading_id
JOIN readings AS current ON current.article_id = then_read.article_id AND current.current = 1
LEFT JOIN statements AS now_read ON now_read.id = (
    SELECT min(same.id) FROM statements AS same
    WHERE same.reading_id = current.id AND same.cue_spans = reviewed.cue_spans
);

-- Quotations that more than one article prints, each by the wording that was published first.
CREATE VIEW repeated_quotations AS
SELECT
    clusters.cluster,
    quotations.text AS quotation,
    count(DISTINCT readings.article_id) AS articles,
    count(DISTINCT articles.outlet) AS outlets,
    -- SQLite takes the other columns of the row from where the minimum is.
    nullif(min(coalesce(articles.day, '9999')), '9999') AS first_day,
    articles.outlet AS first_outlet,
    statements.id AS statement_id
FROM clusters
JOIN quotations ON quotations.id = clusters.quotation_id
JOIN statements ON statements.id = quotations.statement_id
JOIN readings ON readings.id = statements.reading_id AND readings.current = 1
JOIN articles ON articles.id = readings.article_id
GROUP BY clusters.cluster
HAVING count(DISTINCT readings.article_id) > 1;
