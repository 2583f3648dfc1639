import Desk
import LedgerContract
import Scheduling
import Testing

/// A database as an earlier version left it: its whole schema and some of everything, as `sqlite3 FILE .dump` writes it.
/// What has been stored here is never changed.
struct SchemaFixture: Sendable, CustomTestStringConvertible {
  let version: Int
  let sql: String
  let bookings: [Booking]
  let desks: [DeskEntry]

  var testDescription: String { "version \(version)" }

  static let all = [version1, version2, version3]
}

extension SchemaFixture {
  private static let version1 = SchemaFixture(
    version: 1, sql: version1SQL, bookings: [confirmed(), inserted, released, Sample.booking("held", 90, 120)],
    desks: [Sample.desk("salon")])

  static let details = BookingDetails(
    summary: "Haircut", name: "Ada O'Neil", email: "ada@example.com", phone: PhoneNumber("+15550101"),
    notes: "Line one\nline two", guests: ["ada@example.com", "grace@example.com"])

  /// Its guests may have been told.
  static func confirmed(_ id: String = "confirmed", _ start: Int = 0, _ end: Int = 30) -> Booking {
    var booking = Sample.booking(id, start, end, call: "call", caller: "+15550100", details: details)
    booking.state = .confirmed
    booking.event = Sample.event
    booking.code = id == "confirmed" ? Sample.code : ConfirmationCode("CODE-\(id)")
    booking.announced = true
    return booking
  }

  static var inserted: Booking {
    var booking = Sample.booking("inserted", 30, 60)
    booking.state = .inserted
    booking.event = Sample.event
    return booking
  }

  static var released: Booking {
    var booking = Sample.booking("released", 60, 90)
    booking.state = .released
    return booking
  }

  private static let version1SQL = #"""
    CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
    INSERT INTO grdb_migrations VALUES('1');
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
    INSERT INTO booking VALUES('confirmed','salon','cut','ada',1900000000000,1900001800000,'confirmed',1,
      1900000060000,0,1,'token-confirmed','ada@example.com','primary',
      '[{"account":"ada@example.com","calendar":"private"}]','event','https://calendar.example/event',
      'K7QX','call','+15550100',1900000000000,'Haircut','Ada O''Neil','ada@example.com','+15550101',
      replace('Line one\nline two','\n',char(10)),'["ada@example.com","grace@example.com"]');
    INSERT INTO booking VALUES('inserted','salon','cut','ada',1900001800000,1900003600000,'inserted',1,
      1900000060000,0,1,'token-inserted','ada@example.com','primary',
      '[{"account":"ada@example.com","calendar":"private"}]','event','https://calendar.example/event',NULL,
      NULL,NULL,1900000000000,'Haircut',NULL,NULL,NULL,NULL,'[]');
    INSERT INTO booking VALUES('released','salon','cut','ada',1900003600000,1900005400000,'released',1,
      1900000060000,0,1,'token-released','ada@example.com','primary',
      '[{"account":"ada@example.com","calendar":"private"}]',NULL,NULL,NULL,NULL,NULL,1900000000000,
      'Haircut',NULL,NULL,NULL,NULL,'[]');
    INSERT INTO booking VALUES('held','salon','cut','ada',1900005400000,1900007200000,'held',1,
      1900000060000,0,1,'token-held','ada@example.com','primary',
      '[{"account":"ada@example.com","calendar":"private"}]',NULL,NULL,NULL,NULL,NULL,1900000000000,
      'Haircut',NULL,NULL,NULL,NULL,'[]');
    CREATE TABLE outbox (
      id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      booking TEXT NOT NULL REFERENCES booking (id),
      task TEXT NOT NULL,
      tries INTEGER NOT NULL DEFAULT 0,
      due INTEGER NOT NULL,
      lease_until INTEGER
    ) STRICT;
    INSERT INTO outbox VALUES(1,'confirmed','dress',0,1900000000000,NULL);
    CREATE TABLE claim (
      booking TEXT NOT NULL REFERENCES booking (id),
      position INTEGER NOT NULL,
      resource TEXT NOT NULL,
      start INTEGER NOT NULL,
      "end" INTEGER NOT NULL CHECK (start < "end"),
      live INTEGER NOT NULL CHECK (live IN (0, 1)),
      PRIMARY KEY (booking, position)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO claim VALUES('confirmed',0,'calendar:ada@example.com',1900000000000,1900001800000,1);
    INSERT INTO claim VALUES('held',0,'calendar:ada@example.com',1900005400000,1900007200000,1);
    INSERT INTO claim VALUES('inserted',0,'calendar:ada@example.com',1900001800000,1900003600000,1);
    INSERT INTO claim VALUES('released',0,'calendar:ada@example.com',1900003600000,1900005400000,0);
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
    INSERT INTO delivery VALUES('salon','call','t','f0',1,1900000060000,
      '{"kind":"booked","line":"You are booked.","facts":{"code":"K7QX","n":[1,2.5,null,true]}}',
      1900000000000);
    CREATE TABLE ended_call (
      desk TEXT NOT NULL,
      call TEXT NOT NULL,
      ended_at INTEGER NOT NULL,
      PRIMARY KEY (desk, call)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO ended_call VALUES('salon','ended',1900000000000);
    CREATE TABLE counter (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO counter VALUES('revision',2);
    INSERT INTO counter VALUES('ticket',1);
    CREATE TABLE desk (
      key TEXT NOT NULL PRIMARY KEY,
      profile TEXT NOT NULL CHECK (json_valid(profile)),
      secret_digests TEXT NOT NULL CHECK (json_valid(secret_digests)),
      source TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    INSERT INTO desk VALUES('salon',
      '{"key":"salon","name":"Salon Ada","zone":"America/New_York","hours":{"monday":[[32400,43200],[43200,'
      || '61200]],"saturday":[[0,86400]]},"offerings":[{"key":"cut","name":"Haircut",'
      || '"rules":{"duration":1800000,"bufferBefore":300000,"bufferAfter":600000,"interval":900000,'
      || '"notice":7200000,"horizonDays":90,"durations":[2700000,3600000]},"hosts":["ada"]},{"key":"dye",'
      || '"name":"Färben","rules":{"duration":7200000,"bufferBefore":0,"bufferAfter":0,"interval":1800000,'
      || '"notice":0,"horizonDays":60,"durations":[]},"hosts":[]}],"hosts":[{"key":"ada","name":"Ada",'
      || '"calendar":{"account":"ada@example.com","calendar":"primary"},'
      || '"blocking":[{"account":"ada@example.org","calendar":"home"}],"hours":null},{"key":"grace",'
      || '"name":"Grace","calendar":{"account":"ada@example.com","calendar":"primary"},"blocking":[],'
      || '"hours":{"sunday":[[28800,43200],[46800,86400]]}}],"numbers":["+15550100","+15550101"],'
      || '"hangUp":"withdraw"}',
      '["aa11"]',replace('key: salon\nname: ''Salon Ada''\n','\n',char(10)));
    CREATE TABLE document (
      kind TEXT NOT NULL,
      name TEXT NOT NULL,
      version INTEGER NOT NULL,
      ciphertext BLOB,
      lease_owner TEXT,
      lease_until INTEGER CHECK ((lease_until IS NULL) = (lease_owner IS NULL)),
      PRIMARY KEY (kind, name)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO document VALUES('google-grant','ada@example.com',1,X'0001ff',NULL,NULL);
    CREATE TABLE one_time_state (
      key TEXT NOT NULL PRIMARY KEY,
      value TEXT NOT NULL,
      lapses INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    INSERT INTO one_time_state VALUES('key','value',1900000300000);
    INSERT INTO sqlite_sequence VALUES('outbox',1);
    CREATE UNIQUE INDEX booking_code ON booking (desk, code) WHERE code IS NOT NULL;
    CREATE INDEX booking_intent ON booking (desk, start, offering) WHERE state <> 'released';
    CREATE INDEX booking_lease ON booking (state, lease_until);
    CREATE TRIGGER booking_stays_released BEFORE UPDATE OF state ON booking
    WHEN OLD.state = 'released' AND NEW.state <> 'released'
    BEGIN SELECT RAISE(ABORT, 'a released booking stays released'); END;
    CREATE INDEX claim_live ON claim (resource, "end", start, live) WHERE live = 1;
    CREATE TRIGGER claim_excludes_insert BEFORE INSERT ON claim WHEN NEW.live = 1
    BEGIN
      SELECT RAISE(ABORT, 'the claim overlaps another') WHERE EXISTS (
        SELECT 1 FROM claim
    WHERE live = 1 AND resource = NEW.resource AND "end" > NEW.start AND start < NEW."end" AND booking <> NEW.booking
      );
    END;
    CREATE TRIGGER claim_excludes_update BEFORE UPDATE ON claim WHEN NEW.live = 1
    BEGIN
      SELECT RAISE(ABORT, 'the claim overlaps another') WHERE EXISTS (
        SELECT 1 FROM claim
    WHERE live = 1 AND resource = NEW.resource AND "end" > NEW.start AND start < NEW."end" AND booking <> NEW.booking
      );
    END;
    CREATE TRIGGER claim_stays DELETE ON claim WHEN OLD.live = 1
    BEGIN SELECT RAISE(ABORT, 'a live claim goes with its booking''s state alone'); END;
    CREATE TRIGGER claim_follows_state AFTER UPDATE OF state ON booking WHEN NEW.state = 'released'
    BEGIN UPDATE claim SET live = 0 WHERE booking = NEW.id; END;
    CREATE UNIQUE INDEX delivery_key ON delivery (desk, tool_call, ifnull(call, ''), call IS NULL);
    CREATE INDEX delivery_age ON delivery (ifnull(closed_at, lease_until));
    CREATE TRIGGER document_version_grows BEFORE UPDATE OF version ON document WHEN NEW.version < OLD.version
    BEGIN SELECT RAISE(ABORT, 'a version never goes back'); END;
    """#
}
