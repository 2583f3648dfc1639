/// The schema's second version: moves, cancellations, kept times, notices, wrong codes, and the ledger's own condition.
///
/// The tables of bookings and claims are made anew, since SQLite cannot change a CHECK; the migrator looks at all references
/// afterwards.
enum SchemaVersion2 {
  static let sql = newTables + exchange + bookingIndexes + bookingTriggers + claimTriggers + notices + condition

  private static let newTables = """
    CREATE TABLE new_booking (
      id TEXT NOT NULL PRIMARY KEY,
      desk TEXT NOT NULL,
      offering TEXT NOT NULL,
      host TEXT NOT NULL,
      start INTEGER NOT NULL,
      "end" INTEGER NOT NULL CHECK (start < "end"),
      state TEXT NOT NULL CHECK (state IN ('kept', 'held', 'inserted', 'confirmed', 'moving', 'reverting', 'leaving',
        'cancelling', 'cancelled', 'withdrawing', 'released')),
      epoch INTEGER NOT NULL CHECK (epoch >= 1),
      lease_until INTEGER NOT NULL,
      is_only_kept INTEGER NOT NULL CHECK (is_only_kept IN (0, 1)),
      is_clear INTEGER NOT NULL CHECK (is_clear IN (0, 1)),
      promised INTEGER NOT NULL CHECK (promised IN (0, 1)),
      owes_report TEXT,
      announced INTEGER NOT NULL CHECK (announced IN (0, 1)),
      generation INTEGER NOT NULL CHECK (generation >= 1),
      token TEXT NOT NULL,
      account TEXT NOT NULL,
      calendar TEXT NOT NULL,
      revision INTEGER NOT NULL,
      others TEXT NOT NULL CHECK (json_valid(others)),
      event TEXT CHECK (event IS NOT NULL
        OR state NOT IN ('inserted', 'confirmed', 'moving', 'reverting', 'leaving')),
      link TEXT,
      code TEXT,
      move TEXT CHECK (move IS NULL OR json_valid(move) AND state IN ('moving', 'reverting')),
      remains TEXT CHECK (remains IS NULL OR json_valid(remains) AND state = 'leaving'),
      call TEXT,
      caller TEXT,
      created_at INTEGER NOT NULL,
      summary TEXT NOT NULL,
      name TEXT,
      email TEXT,
      phone TEXT,
      notes TEXT,
      guests TEXT NOT NULL CHECK (json_valid(guests)),
      CHECK (state <> 'kept' OR is_only_kept = 1),
      CHECK (is_only_kept = 0 OR state IN ('kept', 'held', 'inserted', 'withdrawing', 'released'))
    ) STRICT;

    CREATE TABLE new_claim (
      booking TEXT NOT NULL REFERENCES booking (id),
      part TEXT NOT NULL CHECK (part IN ('place', 'move', 'remains')),
      position INTEGER NOT NULL,
      resource TEXT NOT NULL,
      start INTEGER NOT NULL,
      "end" INTEGER NOT NULL CHECK (start < "end"),
      live INTEGER NOT NULL CHECK (live IN (0, 1)),
      PRIMARY KEY (booking, part, position)
    ) STRICT, WITHOUT ROWID;

    """

  /// Guests of a booking that the first version confirmed may have been told of its event.
  private static let exchange = """
    INSERT INTO new_booking (id, desk, offering, host, start, "end", state, epoch, lease_until, is_only_kept, is_clear,
      promised, owes_report, announced, generation, token, account, calendar, revision, others, event, link, code, move,
      remains, call, caller, created_at, summary, name, email, phone, notes, guests)
    SELECT id, desk, offering, host, start, "end", state, epoch, lease_until, 0, 0,
      promised, NULL, state = 'confirmed', generation, token, account, calendar, 1, others, event, link, code, NULL,
      NULL, call, caller, created_at, summary, name, email, phone, notes, guests
    FROM booking;
    INSERT INTO new_claim (booking, part, position, resource, start, "end", live)
    SELECT booking, 'place', position, resource, start, "end", live FROM claim;
    DROP TABLE claim;
    DROP TABLE booking;
    ALTER TABLE new_booking RENAME TO booking;
    ALTER TABLE new_claim RENAME TO claim;

    """

  private static let bookingIndexes = """
    CREATE UNIQUE INDEX booking_code ON booking (desk, code) WHERE code IS NOT NULL;
    CREATE INDEX booking_intent ON booking (desk, start, offering)
      WHERE state NOT IN ('cancelling', 'cancelled', 'released');
    CREATE INDEX booking_lease ON booking (state, lease_until);
    CREATE INDEX booking_calendar ON booking (account, calendar, "end") WHERE state NOT IN ('cancelled', 'released');
    CREATE INDEX booking_call ON booking (desk, call, "end") WHERE call IS NOT NULL;
    CREATE INDEX booking_caller ON booking (desk, caller, "end") WHERE caller IS NOT NULL;
    CREATE INDEX booking_unreported ON booking (desk, owes_report) WHERE owes_report IS NOT NULL;

    """

  /// A final booking comes back by reconciliation alone, which raises its epoch. The serial counts every change, so that an
  /// older copy of the database is known by it.
  private static let bookingTriggers = """
    CREATE TRIGGER booking_stays_final BEFORE UPDATE OF state ON booking
    WHEN OLD.state IN ('cancelled', 'released') AND NEW.state <> OLD.state AND NEW.epoch <= OLD.epoch
    BEGIN SELECT RAISE(ABORT, 'a final booking stays final'); END;
    CREATE TRIGGER booking_is_confirmed_with_code BEFORE UPDATE OF state ON booking
    WHEN OLD.state = 'inserted' AND NEW.state = 'confirmed' AND NEW.code IS NULL AND NEW.epoch = OLD.epoch
    BEGIN SELECT RAISE(ABORT, 'a booking is confirmed with a code'); END;
    CREATE TRIGGER booking_counts_new AFTER INSERT ON booking
    BEGIN UPDATE counter SET value = value + 1 WHERE name = 'serial'; END;
    CREATE TRIGGER booking_counts_changed AFTER UPDATE ON booking
    BEGIN UPDATE counter SET value = value + 1 WHERE name = 'serial'; END;

    """

  private static let claimTriggers = """
    CREATE INDEX claim_live ON claim (resource, "end", start, live) WHERE live = 1;
    CREATE TRIGGER claim_excludes_insert BEFORE INSERT ON claim WHEN NEW.live = 1
    BEGIN
      SELECT RAISE(ABORT, '\(overlapRefusal)') WHERE EXISTS (
        \(overlapping(resource: "NEW.resource", start: "NEW.start", end: "NEW.\"end\"", exceptOf: "NEW.booking"))
      );
    END;
    CREATE TRIGGER claim_excludes_update BEFORE UPDATE ON claim WHEN NEW.live = 1
    BEGIN
      SELECT RAISE(ABORT, '\(overlapRefusal)') WHERE EXISTS (
        \(overlapping(resource: "NEW.resource", start: "NEW.start", end: "NEW.\"end\"", exceptOf: "NEW.booking"))
      );
    END;
    CREATE TRIGGER claim_stays DELETE ON claim WHEN OLD.live = 1
    BEGIN SELECT RAISE(ABORT, 'a live claim is let go before it is removed'); END;
    CREATE TRIGGER claim_follows_state AFTER UPDATE OF state ON booking WHEN NEW.state IN ('cancelled', 'released')
    BEGIN UPDATE claim SET live = 0 WHERE booking = NEW.id; END;

    """

  private static let notices = """
    CREATE TABLE notice (
      id TEXT NOT NULL PRIMARY KEY,
      desk TEXT NOT NULL,
      kind TEXT NOT NULL,
      key TEXT NOT NULL,
      booking TEXT,
      raised_at INTEGER NOT NULL,
      text TEXT NOT NULL,
      name TEXT,
      phone TEXT,
      done_at INTEGER,
      UNIQUE (desk, key)
    ) STRICT;
    CREATE INDEX notice_age ON notice (raised_at, id);
    CREATE INDEX notice_open ON notice (raised_at, id) WHERE done_at IS NULL;

    CREATE TABLE wrong_code (desk TEXT NOT NULL, guesser TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
    CREATE INDEX wrong_code_guesser ON wrong_code (desk, guesser, at);
    CREATE INDEX wrong_code_age ON wrong_code (at);

    """

  private static let condition = """
    CREATE TABLE ledger (
      one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
      identity TEXT NOT NULL,
      closed_because TEXT
    ) STRICT;
    INSERT INTO ledger (one, identity) VALUES (1, lower(hex(randomblob(16))));
    INSERT INTO counter (name, value) VALUES ('serial', 0);
    """

  /// What the triggers say, and nothing else does, when a claim overlaps another booking's.
  static let overlapRefusal = "the claim overlaps another"

  /// What stands in the way of a claim: as in the first version.
  static func overlapping(resource: String, start: String, end: String, exceptOf booking: String) -> String {
    SchemaVersion1.overlapping(resource: resource, start: start, end: end, exceptOf: booking)
  }
}
