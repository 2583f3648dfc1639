import LedgerContract

extension SchemaFixture {
  static let version3 = SchemaFixture(
    version: 3, sql: version3SQL, bookings: version2.bookings + Sample.storedParticipants, desks: version2.desks)

  private static let version3SQL = #"""
    CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
    INSERT INTO grdb_migrations VALUES('1');
    INSERT INTO grdb_migrations VALUES('2');
    INSERT INTO grdb_migrations VALUES('3');
    CREATE TABLE IF NOT EXISTS "booking" (
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
      guests TEXT NOT NULL CHECK (json_valid(guests)), seats TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(seats)),
      CHECK (state <> 'kept' OR is_only_kept = 1),
      CHECK (is_only_kept = 0 OR state IN ('kept', 'held', 'inserted', 'withdrawing', 'released'))
    ) STRICT;
    INSERT INTO booking VALUES('confirmed','salon','cut','ada',1900000000000,1900001800000,'confirmed',1,\#
    1900000060000,0,0,0,NULL,1,1,'token-confirmed','ada@example.com','primary',1,'[{"account":"ada@example.com",\#
    "calendar":"private"}]','event','https://calendar.example/event','K7QX',NULL,NULL,'call','+15550100',\#
    1900000000000,'Haircut','Ada O''Neil','ada@example.com','+15550101',replace('Line one\nline two','\n',char(10)),\#
    '["ada@example.com","grace@example.com"]','[]');
    INSERT INTO booking VALUES('inserted','salon','cut','ada',1900001800000,1900003600000,'inserted',1,\#
    1900000060000,0,0,0,NULL,0,1,'token-inserted','ada@example.com','primary',1,'[{"account":"ada@example.com",\#
    "calendar":"private"}]','event','https://calendar.example/event',NULL,NULL,NULL,NULL,NULL,1900000000000,\#
    'Haircut',NULL,NULL,NULL,NULL,'[]','[]');
    INSERT INTO booking VALUES('released','salon','cut','ada',1900003600000,1900005400000,'released',1,\#
    1900000060000,0,0,0,NULL,0,1,'token-released','ada@example.com','primary',1,'[{"account":"ada@example.com",\#
    "calendar":"private"}]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1900000000000,'Haircut',NULL,NULL,NULL,NULL,'[]','[]');
    INSERT INTO booking VALUES('held','salon','cut','ada',1900005400000,1900007200000,'held',1,1900000060000,0,0,0,\#
    NULL,0,1,'token-held','ada@example.com','primary',1,'[{"account":"ada@example.com","calendar":"private"}]',NULL,\#
    NULL,NULL,NULL,NULL,NULL,NULL,1900000000000,'Haircut',NULL,NULL,NULL,NULL,'[]','[]');
    INSERT INTO booking VALUES('kept','salon','cut','ada',1900007200000,1900009000000,'kept',1,1900000060000,1,0,0,\#
    NULL,0,1,'token-kept','ada@example.com','primary',1,'[{"account":"ada@example.com","calendar":"private"}]',NULL,\#
    NULL,NULL,NULL,NULL,'call','+15550100',1900000000000,'Haircut','Ada O''Neil','ada@example.com','+15550101',\#
    replace('Line one\nline two','\n',char(10)),'["ada@example.com","grace@example.com"]','[]');
    INSERT INTO booking VALUES('moving','salon','cut','ada',1900009000000,1900010800000,'moving',2,1900000060000,0,\#
    0,0,NULL,1,1,'token-moving','ada@example.com','primary',1,'[{"account":"ada@example.com",\#
    "calendar":"private"}]','event','https://calendar.example/event','CODE-moving','{"host":"ada",\#
    "start":1900613800000,"end":1900615600000,"attempt":null,"others":[{"account":"grace@example.com",\#
    "calendar":"work"}],"call":"mover","askedAt":1900000060000}',NULL,'call','+15550100',1900000000000,'Haircut',\#
    'Ada O''Neil','ada@example.com','+15550101',replace('Line one\nline two','\n',char(10)),'["ada@example.com",\#
    "grace@example.com"]','[]');
    INSERT INTO booking VALUES('reverting','salon','cut','ada',1900010800000,1900012600000,'reverting',2,\#
    1900000060000,0,0,0,NULL,1,1,'token-reverting','ada@example.com','primary',1,'[{"account":"ada@example.com",\#
    "calendar":"private"}]','event','https://calendar.example/event','CODE-reverting','{"host":"grace",\#
    "start":1900615600000,"end":1900617400000,"attempt":{"generation":2,"token":"moved-reverting",\#
    "calendar":{"account":"grace@example.com","calendar":"work"}},"others":[{"account":"grace@example.com",\#
    "calendar":"work"}],"call":"mover","askedAt":1900000060000}',NULL,'call','+15550100',1900000000000,'Haircut',\#
    'Ada O''Neil','ada@example.com','+15550101',replace('Line one\nline two','\n',char(10)),'["ada@example.com",\#
    "grace@example.com"]','[]');
    INSERT INTO booking VALUES('leaving','salon','cut','ada',1900012600000,1900014400000,'leaving',2,1900000060000,\#
    0,0,0,NULL,1,2,'token-leaving','grace@example.com','work',1,'[{"account":"ada@example.com",\#
    "calendar":"private"}]','event','https://calendar.example/event','CODE-leaving',NULL,'{"generation":1,\#
    "token":"token-old","calendar":{"account":"ada@example.com","calendar":"primary"}}','call','+15550100',\#
    1900000000000,'Haircut','Ada O''Neil','ada@example.com','+15550101',replace('Line one\nline two','\n',char(10)),\#
    '["ada@example.com","grace@example.com"]','[]');
    INSERT INTO booking VALUES('cancelling','salon','cut','ada',1900016200000,1900018000000,'cancelling',2,\#
    1900000060000,0,0,0,'other',1,1,'token-cancelling','ada@example.com','primary',1,'[{"account":"ada@example.com",\#
    "calendar":"private"}]','event','https://calendar.example/event','CODE-cancelling',NULL,NULL,'call','+15550100',\#
    1900000000000,'Haircut','Ada O''Neil','ada@example.com','+15550101',replace('Line one\nline two','\n',char(10)),\#
    '["ada@example.com","grace@example.com"]','[]');
    INSERT INTO booking VALUES('cancelled','salon','cut','ada',1900018000000,1900019800000,'cancelled',2,\#
    1900000060000,0,1,1,NULL,1,1,'token-cancelled','ada@example.com','primary',3,'[{"account":"ada@example.com",\#
    "calendar":"private"}]','event','https://calendar.example/event','CODE-cancelled',NULL,NULL,'call','+15550100',\#
    1900000000000,'Haircut','Ada O''Neil','ada@example.com','+15550101',replace('Line one\nline two','\n',char(10)),\#
    '["ada@example.com","grace@example.com"]','[]');
    INSERT INTO booking VALUES('class-a','salon','class','ada',1900024000000,1900027600000,'moving',2,1900000060000,\#
    0,0,0,NULL,0,1,'token-class-a','ada@example.com','primary',1,'[{"account":"ada@example.com",\#
    "calendar":"private"}]','event','https://calendar.example/event','CODE-class-a','{"host":"ada",\#
    "start":1900031200000,"end":1900034800000,"attempt":null,"others":[{"account":"grace@example.com",\#
    "calendar":"work"}],"call":"mover","askedAt":1900000060000,\#
    "seats":[{"key":"occasion/salon/class/ada/1900031200000","places":8},{"key":"day/1","places":9}]}',NULL,NULL,\#
    NULL,1900000000000,'Haircut',NULL,NULL,NULL,NULL,'[]','[{"key":"occasion/salon/class/ada/1900024000000",\#
    "places":8},{"key":"day/1","places":9}]');
    INSERT INTO booking VALUES('class-b','salon','class','ada',1900024000000,1900027600000,'released',1,\#
    1900000060000,0,0,0,NULL,0,1,'token-class-b','ada@example.com','primary',1,'[{"account":"ada@example.com",\#
    "calendar":"private"}]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1900000000000,'Haircut',NULL,NULL,NULL,NULL,'[]',\#
    '[{"key":"occasion/salon/class/ada/1900024000000","places":8},{"key":"day/1","places":9}]');
    INSERT INTO booking VALUES('class-c','salon','class','ada',1900024000000,1900027600000,'held',1,1900000060000,0,\#
    0,0,NULL,0,1,'token-class-c','ada@example.com','primary',1,'[{"account":"ada@example.com",\#
    "calendar":"private"}]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1900000000000,'Haircut',NULL,NULL,NULL,NULL,'[]',\#
    '[{"key":"occasion/salon/class/ada/1900024000000","places":8},{"key":"day/1","places":9}]');
    INSERT INTO booking VALUES('class-d','salon','class','grace',1900031200000,1900034800000,'leaving',2,\#
    1900000060000,0,0,0,NULL,0,2,'moved-class-d','grace@example.com','work',1,'[{"account":"grace@example.com",\#
    "calendar":"work"}]','event','https://calendar.example/event','CODE-class-d',NULL,'{"generation":1,\#
    "token":"token-class-d","calendar":{"account":"ada@example.com","calendar":"primary"},\#
    "seats":[{"key":"occasion/salon/class/ada/1900024000000","places":8},{"key":"day/1","places":9}]}',NULL,NULL,\#
    1900000000000,'Haircut',NULL,NULL,NULL,NULL,'[]','[{"key":"occasion/salon/class/ada/1900031200000","places":8},\#
    {"key":"day/1","places":9}]');
    CREATE TABLE IF NOT EXISTS "claim" (
      booking TEXT NOT NULL REFERENCES booking (id),
      part TEXT NOT NULL CHECK (part IN ('place', 'move', 'remains')),
      position INTEGER NOT NULL,
      resource TEXT NOT NULL,
      start INTEGER NOT NULL,
      "end" INTEGER NOT NULL CHECK (start < "end"),
      live INTEGER NOT NULL CHECK (live IN (0, 1)), occasion TEXT,
      PRIMARY KEY (booking, part, position)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO claim VALUES('cancelled','place',0,'calendar:ada@example.com',1900018000000,1900019800000,0,NULL);
    INSERT INTO claim VALUES('cancelling','place',0,'calendar:ada@example.com',1900016200000,1900018000000,1,NULL);
    INSERT INTO claim VALUES('class-a','move',0,'calendar:ada@example.com',1900031200000,1900034800000,1,\#
    'salon/class/ada/1900031200000');
    INSERT INTO claim VALUES('class-a','move',1,'room:blue',1900031200000,1900034800000,1,\#
    'salon/class/ada/1900031200000');
    INSERT INTO claim VALUES('class-a','place',0,'calendar:ada@example.com',1900024000000,1900027600000,1,\#
    'salon/class/ada/1900024000000');
    INSERT INTO claim VALUES('class-a','place',1,'room:blue',1900024000000,1900027600000,1,\#
    'salon/class/ada/1900024000000');
    INSERT INTO claim VALUES('class-b','place',0,'calendar:ada@example.com',1900024000000,1900027600000,0,\#
    'salon/class/ada/1900024000000');
    INSERT INTO claim VALUES('class-b','place',1,'room:blue',1900024000000,1900027600000,0,\#
    'salon/class/ada/1900024000000');
    INSERT INTO claim VALUES('class-c','place',0,'calendar:ada@example.com',1900024000000,1900027600000,1,\#
    'salon/class/ada/1900024000000');
    INSERT INTO claim VALUES('class-c','place',1,'room:blue',1900024000000,1900027600000,1,\#
    'salon/class/ada/1900024000000');
    INSERT INTO claim VALUES('class-d','place',0,'calendar:ada@example.com',1900031200000,1900034800000,1,\#
    'salon/class/ada/1900031200000');
    INSERT INTO claim VALUES('class-d','place',1,'room:blue',1900031200000,1900034800000,1,\#
    'salon/class/ada/1900031200000');
    INSERT INTO claim VALUES('class-d','remains',0,'calendar:ada@example.com',1900024000000,1900027600000,1,\#
    'salon/class/ada/1900024000000');
    INSERT INTO claim VALUES('class-d','remains',1,'room:blue',1900024000000,1900027600000,1,\#
    'salon/class/ada/1900024000000');
    INSERT INTO claim VALUES('confirmed','place',0,'calendar:ada@example.com',1900000000000,1900001800000,1,NULL);
    INSERT INTO claim VALUES('held','place',0,'calendar:ada@example.com',1900005400000,1900007200000,1,NULL);
    INSERT INTO claim VALUES('inserted','place',0,'calendar:ada@example.com',1900001800000,1900003600000,1,NULL);
    INSERT INTO claim VALUES('kept','place',0,'calendar:ada@example.com',1900007200000,1900009000000,1,NULL);
    INSERT INTO claim VALUES('leaving','place',0,'calendar:ada@example.com',1900012600000,1900014400000,1,NULL);
    INSERT INTO claim VALUES('leaving','remains',0,'calendar:ada@example.com',1900014400000,1900016200000,1,NULL);
    INSERT INTO claim VALUES('moving','move',0,'calendar:ada@example.com',1900613800000,1900615600000,1,NULL);
    INSERT INTO claim VALUES('moving','place',0,'calendar:ada@example.com',1900009000000,1900010800000,1,NULL);
    INSERT INTO claim VALUES('released','place',0,'calendar:ada@example.com',1900003600000,1900005400000,0,NULL);
    INSERT INTO claim VALUES('reverting','move',0,'calendar:ada@example.com',1900615600000,1900617400000,1,NULL);
    INSERT INTO claim VALUES('reverting','place',0,'calendar:ada@example.com',1900010800000,1900012600000,1,NULL);
    CREATE TABLE outbox (
      id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
      booking TEXT NOT NULL REFERENCES booking (id),
      task TEXT NOT NULL,
      tries INTEGER NOT NULL DEFAULT 0,
      due INTEGER NOT NULL,
      lease_until INTEGER
    ) STRICT;
    INSERT INTO outbox VALUES(1,'confirmed','dress',0,1900000000000,NULL);
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
    INSERT INTO delivery VALUES('salon','call','t','f0',1,1900000060000,'{"kind":"booked","line":"You are booked.",\#
    "facts":{"code":"K7QX","n":[1,2.5,null,true]}}',1900000000000);
    CREATE TABLE ended_call (
      desk TEXT NOT NULL,
      call TEXT NOT NULL,
      ended_at INTEGER NOT NULL,
      PRIMARY KEY (desk, call)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO ended_call VALUES('salon','ended',1900000000000);
    CREATE TABLE counter (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    INSERT INTO counter VALUES('revision',2);
    INSERT INTO counter VALUES('serial',54);
    INSERT INTO counter VALUES('ticket',1);
    CREATE TABLE desk (
      key TEXT NOT NULL PRIMARY KEY,
      profile TEXT NOT NULL CHECK (json_valid(profile)),
      secret_digests TEXT NOT NULL CHECK (json_valid(secret_digests)),
      source TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    INSERT INTO desk VALUES('salon','{"key":"salon","name":"Salon Ada","zone":"America/New_York",\#
    "hours":{"monday":[[32400,43200],[43200,61200]],"saturday":[[0,86400]]},"offerings":[{"key":"cut",\#
    "name":"Haircut","rules":{"duration":1800000,"bufferBefore":300000,"bufferAfter":600000,"interval":900000,\#
    "notice":7200000,"horizonDays":90,"durations":[2700000,3600000]},"hosts":["ada"]},{"key":"dye","name":"Färben",\#
    "rules":{"duration":7200000,"bufferBefore":0,"bufferAfter":0,"interval":1800000,"notice":0,"horizonDays":60,\#
    "durations":[]},"hosts":[]}],"hosts":[{"key":"ada","name":"Ada","calendar":{"account":"ada@example.com",\#
    "calendar":"primary"},"blocking":[{"account":"ada@example.org","calendar":"home"}],"hours":null},{"key":"grace",\#
    "name":"Grace","calendar":{"account":"ada@example.com","calendar":"primary"},"blocking":[],\#
    "hours":{"sunday":[[28800,43200],[46800,86400]]}}],"numbers":["+15550100","+15550101"],"hangUp":"withdraw"}',\#
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
    INSERT INTO notice VALUES('notice','salon','overlap','overlap:confirmed:1','confirmed',1900000000000,'Something \#
    stands where it''s booked.','Ann','+15550100',NULL);
    INSERT INTO notice VALUES('done','salon','message','message:1',NULL,1900000000000,'Call back.',NULL,NULL,\#
    1900000060000);
    CREATE TABLE wrong_code (desk TEXT NOT NULL, guesser TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
    INSERT INTO wrong_code VALUES('salon','desk',1900000000000);
    CREATE TABLE ledger (
      one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
      identity TEXT NOT NULL,
      closed_because TEXT
    ) STRICT;
    INSERT INTO ledger VALUES(1,'00112233445566778899aabbccddeeff',NULL);
    CREATE TABLE seat (
      booking TEXT NOT NULL REFERENCES booking (id),
      key TEXT NOT NULL,
      places INTEGER NOT NULL,
      number INTEGER NOT NULL CHECK (number >= 0 AND number < places),
      PRIMARY KEY (booking, key)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO seat VALUES('class-a','day/1',9,0);
    INSERT INTO seat VALUES('class-a','occasion/salon/class/ada/1900024000000',8,0);
    INSERT INTO seat VALUES('class-a','occasion/salon/class/ada/1900031200000',8,0);
    INSERT INTO seat VALUES('class-c','day/1',9,1);
    INSERT INTO seat VALUES('class-c','occasion/salon/class/ada/1900024000000',8,1);
    INSERT INTO seat VALUES('class-d','day/1',9,2);
    INSERT INTO seat VALUES('class-d','occasion/salon/class/ada/1900024000000',8,2);
    INSERT INTO seat VALUES('class-d','occasion/salon/class/ada/1900031200000',8,1);
    INSERT INTO sqlite_sequence VALUES('outbox',1);
    CREATE UNIQUE INDEX delivery_key ON delivery (desk, tool_call, ifnull(call, ''), call IS NULL);
    CREATE INDEX delivery_age ON delivery (ifnull(closed_at, lease_until));
    CREATE TRIGGER document_version_grows BEFORE UPDATE OF version ON document WHEN NEW.version < OLD.version
    BEGIN SELECT RAISE(ABORT, 'a version never goes back'); END;
    CREATE UNIQUE INDEX booking_code ON booking (desk, code) WHERE code IS NOT NULL;
    CREATE INDEX booking_intent ON booking (desk, start, offering)
      WHERE state NOT IN ('cancelling', 'cancelled', 'released');
    CREATE INDEX booking_lease ON booking (state, lease_until);
    CREATE INDEX booking_calendar ON booking (account, calendar, "end") WHERE state NOT IN ('cancelled', 'released');
    CREATE INDEX booking_call ON booking (desk, call, "end") WHERE call IS NOT NULL;
    CREATE INDEX booking_caller ON booking (desk, caller, "end") WHERE caller IS NOT NULL;
    CREATE INDEX booking_unreported ON booking (desk, owes_report) WHERE owes_report IS NOT NULL;
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
    CREATE TRIGGER claim_stays DELETE ON claim WHEN OLD.live = 1
    BEGIN SELECT RAISE(ABORT, 'a live claim is let go before it is removed'); END;
    CREATE TRIGGER claim_follows_state AFTER UPDATE OF state ON booking WHEN NEW.state IN ('cancelled', 'released')
    BEGIN UPDATE claim SET live = 0 WHERE booking = NEW.id; END;
    CREATE INDEX notice_age ON notice (raised_at, id);
    CREATE INDEX notice_open ON notice (raised_at, id) WHERE done_at IS NULL;
    CREATE INDEX wrong_code_guesser ON wrong_code (desk, guesser, at);
    CREATE INDEX wrong_code_age ON wrong_code (at);
    CREATE INDEX claim_live ON claim (resource, "end", start, live, occasion) WHERE live = 1;
    CREATE TRIGGER claim_excludes_insert BEFORE INSERT ON claim WHEN NEW.live = 1
    BEGIN SELECT RAISE(ABORT, 'the claim overlaps another') WHERE EXISTS (SELECT 1 FROM claim
    WHERE live = 1 AND resource = NEW.resource AND "end" > NEW.start AND start < NEW."end" AND booking <> \#
    NEW.booking AND (occasion = NEW.occasion) IS NOT TRUE); END;
    CREATE TRIGGER claim_excludes_update BEFORE UPDATE ON claim WHEN NEW.live = 1
    BEGIN SELECT RAISE(ABORT, 'the claim overlaps another') WHERE EXISTS (SELECT 1 FROM claim
    WHERE live = 1 AND resource = NEW.resource AND "end" > NEW.start AND start < NEW."end" AND booking <> \#
    NEW.booking AND (occasion = NEW.occasion) IS NOT TRUE); END;
    CREATE UNIQUE INDEX seat_number ON seat (key, number);
    CREATE TRIGGER seat_follows_state AFTER UPDATE OF state ON booking WHEN NEW.state IN ('cancelled', 'released')
    BEGIN DELETE FROM seat WHERE booking = NEW.id; END;
    """#
}
