/// The schema's first version. Instants are milliseconds since 1970; `NULL` is *none*.
enum SchemaVersion1 {
  static let sql = bookings + claims + deliveries + desks + documents

  /// What stands in the way of a claim. By the end, not the start: past claims, of which there are ever more, all start
  /// before a new one ends, but none of them ends after it starts. The index also holds what else is asked, `live` too, so
  /// that the claims to come are not looked up one by one: with 2,000 of them, 62 µs instead of 2.9 ms.
  static func overlapping(resource: String, start: String, end: String, exceptOf booking: String) -> String {
    """
    SELECT 1 FROM claim
    WHERE live = 1 AND resource = \(resource) AND "end" > \(start) AND start < \(end) AND booking <> \(booking)
    """
  }

  private static let bookings = """
    CREATE TABLE booking (
      id TEXT NOT NULL PRIMARY KEY,
      desk TEXT NOT NULL,
      offering TEXT NOT NULL,
      host TEXT NOT NULL,
      start INTEGER NOT NULL,
      "end" INTEGER NOT NULL CHECK (start < "end"),
      state TEXT NOT NULL CHECK (state IN ('held', 'inserted', 'confirmed', 'withdrawing', 'released')),
      epoch INTEGER NOT NULL CHECK (epoch >= 1),
      lease_until INTEGER NOT NULL,
      promised INTEGER NOT NULL CHECK (promised IN (0, 1)),
      generation INTEGER NOT NULL CHECK (generation >= 1),
      token TEXT NOT NULL,
      account TEXT NOT NULL,
      calendar TEXT NOT NULL,
      others TEXT NOT NULL CHECK (json_valid(others)),
      event TEXT CHECK (event IS NOT NULL OR state NOT IN ('inserted', 'confirmed')),
      link TEXT,
      code TEXT CHECK (code IS NOT NULL OR state <> 'confirmed'),
      call TEXT,
      caller TEXT,
      created_at INTEGER NOT NULL,
      summary TEXT NOT NULL,
      name TEXT,
      email TEXT,
      phone TEXT,
      notes TEXT,
      guests TEXT NOT NULL CHECK (json_valid(guests))
    ) STRICT;
    CREATE UNIQUE INDEX booking_code ON booking (desk, code) WHERE code IS NOT NULL;
    CREATE INDEX booking_intent ON booking (desk, start, offering) WHERE state <> 'released';
    CREATE INDEX booking_lease ON booking (state, lease_until);

    CREATE TRIGGER booking_stays_released BEFORE UPDATE OF state ON booking
    WHEN OLD.state = 'released' AND NEW.state <> 'released'
    BEGIN SELECT RAISE(ABORT, 'a released booking stays released'); END;

    CREATE TABLE outbox (
      id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      booking TEXT NOT NULL REFERENCES booking (id),
      task TEXT NOT NULL,
      tries INTEGER NOT NULL DEFAULT 0,
      due INTEGER NOT NULL,
      lease_until INTEGER
    ) STRICT;

    """

  private static let claims = """
    CREATE TABLE claim (
      booking TEXT NOT NULL REFERENCES booking (id),
      position INTEGER NOT NULL,
      resource TEXT NOT NULL,
      start INTEGER NOT NULL,
      "end" INTEGER NOT NULL CHECK (start < "end"),
      live INTEGER NOT NULL CHECK (live IN (0, 1)),
      PRIMARY KEY (booking, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX claim_live ON claim (resource, "end", start, live) WHERE live = 1;

    CREATE TRIGGER claim_excludes_insert BEFORE INSERT ON claim WHEN NEW.live = 1
    BEGIN
      SELECT RAISE(ABORT, 'the claim overlaps another') WHERE EXISTS (
        \(overlapping(resource: "NEW.resource", start: "NEW.start", end: "NEW.\"end\"", exceptOf: "NEW.booking"))
      );
    END;
    CREATE TRIGGER claim_excludes_update BEFORE UPDATE ON claim WHEN NEW.live = 1
    BEGIN
      SELECT RAISE(ABORT, 'the claim overlaps another') WHERE EXISTS (
        \(overlapping(resource: "NEW.resource", start: "NEW.start", end: "NEW.\"end\"", exceptOf: "NEW.booking"))
      );
    END;
    CREATE TRIGGER claim_stays DELETE ON claim WHEN OLD.live = 1
    BEGIN SELECT RAISE(ABORT, 'a live claim goes with its booking''s state alone'); END;
    CREATE TRIGGER claim_follows_state AFTER UPDATE OF state ON booking WHEN NEW.state = 'released'
    BEGIN UPDATE claim SET live = 0 WHERE booking = NEW.id; END;

    """

  private static let deliveries = """
    CREATE TABLE delivery (
      desk TEXT NOT NULL,
      call TEXT,
      tool_call TEXT NOT NULL,
      fingerprint TEXT NOT NULL,
      ticket INTEGER NOT NULL UNIQUE,
      lease_until INTEGER NOT NULL,
      answer TEXT CHECK (answer IS NULL OR json_valid(answer)),
      closed_at INTEGER CHECK ((closed_at IS NULL) = (answer IS NULL))
    ) STRICT;
    CREATE UNIQUE INDEX delivery_key ON delivery (desk, tool_call, ifnull(call, ''), call IS NULL);
    CREATE INDEX delivery_age ON delivery (ifnull(closed_at, lease_until));

    CREATE TABLE ended_call (
      desk TEXT NOT NULL,
      call TEXT NOT NULL,
      ended_at INTEGER NOT NULL,
      PRIMARY KEY (desk, call)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE counter (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO counter (name, value) VALUES ('ticket', 0), ('revision', 0);

    """

  private static let desks = """
    CREATE TABLE desk (
      key TEXT NOT NULL PRIMARY KEY,
      profile TEXT NOT NULL CHECK (json_valid(profile)),
      secret_digests TEXT NOT NULL CHECK (json_valid(secret_digests)),
      source TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    """

  private static let documents = """
    CREATE TABLE document (
      kind TEXT NOT NULL,
      name TEXT NOT NULL,
      version INTEGER NOT NULL,
      ciphertext BLOB,
      lease_owner TEXT,
      lease_until INTEGER CHECK ((lease_until IS NULL) = (lease_owner IS NULL)),
      PRIMARY KEY (kind, name)
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER document_version_grows BEFORE UPDATE OF version ON document WHEN NEW.version < OLD.version
    BEGIN SELECT RAISE(ABORT, 'a version never goes back'); END;

    CREATE TABLE one_time_state (
      key TEXT NOT NULL PRIMARY KEY,
      value TEXT NOT NULL,
      lapses INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    """
}
