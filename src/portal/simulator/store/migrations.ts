/**
 * The schema, one step a version; a step that was released is never edited. Times are ISO 8601 in
 * UTC by the simulator's clock, serial numbers upper-case hexadecimal.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

  CREATE TABLE organisation (
    vkn TEXT PRIMARY KEY,
    trade_name TEXT NOT NULL,
    scenario TEXT NOT NULL,
    security_word TEXT NOT NULL, -- scrypt, with its salt
    test_word TEXT,              -- what the test API tells, encrypted; null once the user chose one
    address TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL
  ) STRICT;

  CREATE TABLE signatory (
    tckn TEXT NOT NULL,
    vkn TEXT NOT NULL REFERENCES organisation ON DELETE CASCADE,
    name TEXT NOT NULL,
    PRIMARY KEY (tckn, vkn)
  ) STRICT;

  CREATE TABLE card (
    serial TEXT PRIMARY KEY,
    vkn TEXT NOT NULL REFERENCES organisation ON DELETE CASCADE,
    profile TEXT NOT NULL,       -- mali-muhur or e-imza
    name TEXT NOT NULL,
    folder TEXT UNIQUE,          -- below cards/; null: whoever ordered the card keeps it
    key_algorithm TEXT NOT NULL,
    delivered_at TEXT NOT NULL,
    page_secrets BLOB,           -- PIN and PUK that the page shows, encrypted; null: deleted
    secrets_made_at TEXT NOT NULL,
    unlock_secret BLOB NOT NULL  -- the issuer's own copy of the PUK, encrypted
  ) STRICT;
  CREATE INDEX card_of ON card (vkn);

  CREATE TABLE certificate (
    issuer TEXT NOT NULL,        -- seal or qualified
    serial TEXT NOT NULL,
    card TEXT NOT NULL REFERENCES card ON DELETE CASCADE,
    label TEXT NOT NULL,
    purpose TEXT NOT NULL,
    common_name TEXT NOT NULL,
    der BLOB NOT NULL,
    not_before TEXT NOT NULL,
    not_after TEXT NOT NULL,
    state TEXT NOT NULL,         -- on-hold, active or revoked; expiry follows from not_after
    since TEXT NOT NULL,
    reason TEXT,
    PRIMARY KEY (issuer, serial)
  ) STRICT;
  CREATE INDEX certificate_on ON certificate (card);

  CREATE TABLE captcha (
    id TEXT PRIMARY KEY, text TEXT NOT NULL, expires_at TEXT NOT NULL
  ) STRICT;

  -- Failures by tax number, whether an organisation has that number or not: nobody can tell.
  CREATE TABLE sign_in_failure (
    vkn TEXT PRIMARY KEY,
    failures INTEGER NOT NULL DEFAULT 0,
    paused_until TEXT,
    reset_at TEXT,               -- when a code for a new security word was last asked for
    forget_at TEXT NOT NULL
  ) STRICT;

  -- A sign-in or a reset of the security word on its way from the first press to the code.
  CREATE TABLE sign_in (
    id TEXT PRIMARY KEY,
    purpose TEXT NOT NULL,       -- session or security-word
    vkn TEXT NOT NULL,           -- of no organisation, in a reset that nobody shall learn that of
    expires_at TEXT NOT NULL,
    code_hash TEXT,
    code_expires_at TEXT,
    resend_at TEXT,
    tries_left INTEGER NOT NULL DEFAULT 3
  ) STRICT;

  CREATE TABLE challenge (
    id TEXT PRIMARY KEY, content BLOB NOT NULL, expires_at TEXT NOT NULL
  ) STRICT;

  CREATE TABLE session (
    token_hash TEXT PRIMARY KEY, -- SHA-256
    vkn TEXT NOT NULL REFERENCES organisation ON DELETE CASCADE,
    signed_in_with TEXT NOT NULL,
    tckn TEXT,
    signatory_name TEXT,
    expires_at TEXT NOT NULL,    -- when idle; moves with use
    ends_at TEXT NOT NULL        -- moves never
  ) STRICT;

  CREATE TABLE message (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL, phone TEXT NOT NULL, vkn TEXT NOT NULL, text TEXT NOT NULL, code TEXT
  ) STRICT;

  CREATE TABLE card_operation (
    id TEXT PRIMARY KEY,
    card TEXT NOT NULL REFERENCES card ON DELETE CASCADE,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    step INTEGER NOT NULL,
    stage TEXT NOT NULL,         -- which command the card has to answer
    exchange TEXT,               -- of an answer that comes in parts
    new_pin BLOB,                -- encrypted; from when the card may have it until that is settled
    failure TEXT
  ) STRICT;
  CREATE INDEX operation_on ON card_operation (card);
  `,
  // What strangers can fill is cleaned at each call: without these, by a look at all of it.
  `
  CREATE INDEX captcha_until ON captcha (expires_at);
  CREATE INDEX challenge_until ON challenge (expires_at);
  `,
];

/** What a reset or the restoring of a snapshot replaces. Settings (PKI, port, clock) stay. */
export const STATE_TABLES = [
  'organisation',
  'signatory',
  'card',
  'certificate',
  'captcha',
  'sign_in_failure',
  'sign_in',
  'challenge',
  'session',
  'message',
  'card_operation',
] as const;
