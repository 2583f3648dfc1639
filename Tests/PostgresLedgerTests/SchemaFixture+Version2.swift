/// As `pg_dump --schema=frontdesk --inserts` writes it, without comments and settings.
extension SchemaFixture {
  static let version2SQL = #"""
    CREATE FUNCTION frontdesk.digest(value text) RETURNS bytea
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
        AS $$ SELECT sha256(convert_to(value, 'UTF8')) $$;
    CREATE FUNCTION frontdesk.free_claims() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
    BEGIN
      DELETE FROM frontdesk.claim WHERE booking = NEW.number;
      RETURN NULL;
    END $$;
    CREATE FUNCTION frontdesk.free_seats() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
    BEGIN
      DELETE FROM frontdesk.seat WHERE booking = NEW.number;
      RETURN NULL;
    END $$;
    CREATE FUNCTION frontdesk.refuse_to_go_back() RETURNS trigger
        LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION 'a version never goes back'; END $$;
    CREATE FUNCTION frontdesk.refuse_to_revive() RETURNS trigger
        LANGUAGE plpgsql
        AS $$
    BEGIN
      IF coalesce(current_setting('frontdesk.restoring', true), '') = 'on' THEN RETURN NEW; END IF;
      RAISE EXCEPTION 'a booking that is released or cancelled stays so';
    END $$;
    CREATE TABLE frontdesk.booking (
        number bigint NOT NULL,
        id text NOT NULL COLLATE pg_catalog."C",
        desk text NOT NULL COLLATE pg_catalog."C",
        offering text NOT NULL COLLATE pg_catalog."C",
        host text NOT NULL COLLATE pg_catalog."C",
        start bigint NOT NULL,
        "end" bigint NOT NULL,
        claims json NOT NULL,
        state text NOT NULL COLLATE pg_catalog."C",
        epoch bigint NOT NULL,
        lease_until bigint NOT NULL,
        only_kept boolean NOT NULL,
        clear boolean NOT NULL,
        promised boolean NOT NULL,
        announced boolean NOT NULL,
        owes_report text COLLATE pg_catalog."C",
        generation bigint NOT NULL,
        token text NOT NULL COLLATE pg_catalog."C",
        revision bigint NOT NULL,
        account text NOT NULL COLLATE pg_catalog."C",
        calendar text NOT NULL COLLATE pg_catalog."C",
        others json NOT NULL,
        event text COLLATE pg_catalog."C",
        link text COLLATE pg_catalog."C",
        code text COLLATE pg_catalog."C",
        move json,
        remains json,
        call text COLLATE pg_catalog."C",
        caller text COLLATE pg_catalog."C",
        created_at bigint NOT NULL,
        summary text NOT NULL COLLATE pg_catalog."C",
        name text COLLATE pg_catalog."C",
        email text COLLATE pg_catalog."C",
        phone text COLLATE pg_catalog."C",
        notes text COLLATE pg_catalog."C",
        guests json NOT NULL,
        seats json DEFAULT '[]'::json NOT NULL,
        CONSTRAINT booking_check CHECK ((start < "end")),
        CONSTRAINT booking_check1 CHECK (((event IS NOT NULL) OR (state <> ALL (ARRAY['inserted'::text, \#
    'confirmed'::text])))),
        CONSTRAINT booking_check2 CHECK (((move IS NOT NULL) OR (state <> ALL (ARRAY['moving'::text, \#
    'reverting'::text])))),
        CONSTRAINT booking_check3 CHECK (((remains IS NOT NULL) OR (state <> 'leaving'::text))),
        CONSTRAINT booking_epoch_check CHECK ((epoch >= 1)),
        CONSTRAINT booking_generation_check CHECK ((generation >= 1)),
        CONSTRAINT booking_state_check CHECK ((state = ANY (ARRAY['kept'::text, 'held'::text, 'inserted'::text, \#
    'confirmed'::text, 'moving'::text, 'reverting'::text, 'leaving'::text, 'cancelling'::text, 'cancelled'::text, \#
    'withdrawing'::text, 'released'::text])))
    );
    ALTER TABLE frontdesk.booking ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
        SEQUENCE NAME frontdesk.booking_number_seq
        START WITH 1
        INCREMENT BY 1
        NO MINVALUE
        NO MAXVALUE
        CACHE 1
    );
    CREATE TABLE frontdesk.claim (
        booking bigint NOT NULL,
        "position" bigint NOT NULL,
        resource bigint NOT NULL,
        start bigint NOT NULL,
        "end" bigint NOT NULL,
        occasion text COLLATE pg_catalog."C",
        CONSTRAINT claim_check CHECK ((start < "end"))
    );
    CREATE TABLE frontdesk.counter (
        name text NOT NULL,
        value bigint NOT NULL
    );
    CREATE TABLE frontdesk.delivery (
        desk text NOT NULL COLLATE pg_catalog."C",
        call text COLLATE pg_catalog."C",
        tool_call text NOT NULL COLLATE pg_catalog."C",
        fingerprint text NOT NULL COLLATE pg_catalog."C",
        ticket bigint NOT NULL,
        lease_until bigint NOT NULL,
        answer json,
        closed_at bigint,
        CONSTRAINT delivery_check CHECK (((closed_at IS NULL) = (answer IS NULL)))
    );
    ALTER TABLE frontdesk.delivery ALTER COLUMN ticket ADD GENERATED ALWAYS AS IDENTITY (
        SEQUENCE NAME frontdesk.delivery_ticket_seq
        START WITH 1
        INCREMENT BY 1
        NO MINVALUE
        NO MAXVALUE
        CACHE 1
    );
    CREATE TABLE frontdesk.desk (
        key text NOT NULL COLLATE pg_catalog."C",
        profile json NOT NULL,
        secret_digests json NOT NULL,
        source text NOT NULL COLLATE pg_catalog."C"
    );
    CREATE TABLE frontdesk.document (
        kind text NOT NULL COLLATE pg_catalog."C",
        name text NOT NULL COLLATE pg_catalog."C",
        version bigint NOT NULL,
        ciphertext bytea,
        lease_owner text COLLATE pg_catalog."C",
        lease_until bigint,
        CONSTRAINT document_check CHECK (((lease_until IS NULL) = (lease_owner IS NULL)))
    );
    CREATE TABLE frontdesk.ended_call (
        desk text NOT NULL COLLATE pg_catalog."C",
        call text NOT NULL COLLATE pg_catalog."C",
        ended_at bigint NOT NULL
    );
    CREATE TABLE frontdesk.ledger (
        sole boolean DEFAULT true NOT NULL,
        identity text NOT NULL,
        closed_because text,
        CONSTRAINT ledger_sole_check CHECK (sole)
    );
    CREATE TABLE frontdesk.migration (
        number integer NOT NULL,
        made_at timestamp with time zone DEFAULT now() NOT NULL
    );
    CREATE TABLE frontdesk.mistake (
        desk text NOT NULL COLLATE pg_catalog."C",
        guesser text NOT NULL COLLATE pg_catalog."C",
        made_at bigint NOT NULL
    );
    CREATE TABLE frontdesk.notice (
        id text NOT NULL COLLATE pg_catalog."C",
        desk text NOT NULL COLLATE pg_catalog."C",
        kind text NOT NULL COLLATE pg_catalog."C",
        key text NOT NULL COLLATE pg_catalog."C",
        booking text COLLATE pg_catalog."C",
        raised_at bigint NOT NULL,
        text text NOT NULL COLLATE pg_catalog."C",
        name text COLLATE pg_catalog."C",
        phone text COLLATE pg_catalog."C",
        done_at bigint
    );
    CREATE TABLE frontdesk.one_time_state (
        key text NOT NULL COLLATE pg_catalog."C",
        value text NOT NULL COLLATE pg_catalog."C",
        lapses bigint NOT NULL
    );
    CREATE TABLE frontdesk.outbox (
        id bigint NOT NULL,
        booking bigint NOT NULL,
        task text NOT NULL COLLATE pg_catalog."C",
        tries bigint DEFAULT 0 NOT NULL,
        due bigint NOT NULL,
        lease_until bigint
    );
    ALTER TABLE frontdesk.outbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
        SEQUENCE NAME frontdesk.outbox_id_seq
        START WITH 1
        INCREMENT BY 1
        NO MINVALUE
        NO MAXVALUE
        CACHE 1
    );
    CREATE TABLE frontdesk.resource (
        number bigint NOT NULL,
        name text NOT NULL COLLATE pg_catalog."C"
    );
    ALTER TABLE frontdesk.resource ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
        SEQUENCE NAME frontdesk.resource_number_seq
        START WITH 1
        INCREMENT BY 1
        NO MINVALUE
        NO MAXVALUE
        CACHE 1
    );
    CREATE TABLE frontdesk.seat (
        booking bigint NOT NULL,
        key text NOT NULL COLLATE pg_catalog."C",
        places bigint NOT NULL,
        number bigint NOT NULL,
        CONSTRAINT seat_check CHECK (((number >= 0) AND (number < places)))
    );
    INSERT INTO frontdesk.booking OVERRIDING SYSTEM VALUE VALUES (1, 'confirmed', 'salon', 'cut', 'ada', \#
    1900000000000, 1900001800000, '[{"resource":"calendar:ada@example.com","start":1900000000000,\#
    "end":1900001800000}]', 'confirmed', 1, 1900000060000, false, false, false, false, NULL, 1, 'token-confirmed', \#
    1, 'ada@example.com', 'primary', '[{"account":"ada@example.com","calendar":"private"}]', 'event', \#
    'https://calendar.example/event', 'K7QX', NULL, NULL, 'call', '+15550100', 1900000000000, 'Haircut', 'Ada \#
    O''Neil', 'ada@example.com', '+15550101', 'Line one
    line two', '["ada@example.com","grace@example.com"]', '[]');
    INSERT INTO frontdesk.booking OVERRIDING SYSTEM VALUE VALUES (2, 'inserted', 'salon', 'cut', 'ada', \#
    1900001800000, 1900003600000, '[{"resource":"calendar:ada@example.com","start":1900001800000,\#
    "end":1900003600000}]', 'inserted', 1, 1900000060000, false, false, false, false, NULL, 1, 'token-inserted', 1, \#
    'ada@example.com', 'primary', '[{"account":"ada@example.com","calendar":"private"}]', 'event', \#
    'https://calendar.example/event', NULL, NULL, NULL, NULL, NULL, 1900000000000, 'Haircut', NULL, NULL, NULL, \#
    NULL, '[]', '[]');
    INSERT INTO frontdesk.booking OVERRIDING SYSTEM VALUE VALUES (3, 'released', 'salon', 'cut', 'ada', \#
    1900003600000, 1900005400000, '[{"resource":"calendar:ada@example.com","start":1900003600000,\#
    "end":1900005400000}]', 'released', 1, 1900000060000, false, false, false, false, NULL, 1, 'token-released', 1, \#
    'ada@example.com', 'primary', '[{"account":"ada@example.com","calendar":"private"}]', NULL, NULL, NULL, NULL, \#
    NULL, NULL, NULL, 1900000000000, 'Haircut', NULL, NULL, NULL, NULL, '[]', '[]');
    INSERT INTO frontdesk.booking OVERRIDING SYSTEM VALUE VALUES (4, 'held', 'salon', 'cut', 'ada', 1900005400000, \#
    1900007200000, '[{"resource":"calendar:ada@example.com","start":1900005400000,"end":1900007200000}]', 'held', 1,\#
     1900000060000, false, false, false, false, NULL, 1, 'token-held', 1, 'ada@example.com', 'primary', \#
    '[{"account":"ada@example.com","calendar":"private"}]', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1900000000000,\#
     'Haircut', NULL, NULL, NULL, NULL, '[]', '[]');
    INSERT INTO frontdesk.booking OVERRIDING SYSTEM VALUE VALUES (5, 'moving', 'salon', 'cut', 'ada', 1900007200000,\#
     1900009000000, '[{"resource":"calendar:ada@example.com","start":1900007200000,"end":1900009000000}]', 'moving',\#
     2, 1900000060000, false, false, false, true, 'call-2', 1, 'token-moving', 2, 'ada@example.com', 'primary', \#
    '[{"account":"ada@example.com","calendar":"private"}]', 'event', 'https://calendar.example/event', 'M0VE', \#
    '{"host":"ada","start":1900010800000,"end":1900012600000,"claims":[{"resource":"calendar:ada@example.com",\#
    "start":1900010800000,"end":1900012600000}],"attempt":{"generation":1,"token":"token-next",\#
    "calendar":{"account":"ada@example.com","calendar":"second"}},"others":[],"call":"call-2",\#
    "askedAt":1900000000000}', NULL, 'call', NULL, 1900000000000, 'Haircut', NULL, NULL, NULL, NULL, '[]', '[]');
    INSERT INTO frontdesk.booking OVERRIDING SYSTEM VALUE VALUES (7, 'class-b', 'salon', 'class', 'ada', \#
    1900024000000, 1900027600000, '[{"resource":"calendar:ada@example.com","start":1900024000000,\#
    "end":1900027600000,"occasion":"salon/class/ada/1900024000000"},{"resource":"room:blue","start":1900024000000,\#
    "end":1900027600000,"occasion":"salon/class/ada/1900024000000"}]', 'released', 1, 1900000060000, false, false, \#
    false, false, NULL, 1, 'token-class-b', 1, 'ada@example.com', 'primary', '[{"account":"ada@example.com",\#
    "calendar":"private"}]', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1900000000000, 'Haircut', NULL, NULL, NULL, \#
    NULL, '[]', '[{"key":"occasion/salon/class/ada/1900024000000","places":8},{"key":"day/1","places":9}]');
    INSERT INTO frontdesk.booking OVERRIDING SYSTEM VALUE VALUES (8, 'class-c', 'salon', 'class', 'ada', \#
    1900024000000, 1900027600000, '[{"resource":"calendar:ada@example.com","start":1900024000000,\#
    "end":1900027600000,"occasion":"salon/class/ada/1900024000000"},{"resource":"room:blue","start":1900024000000,\#
    "end":1900027600000,"occasion":"salon/class/ada/1900024000000"}]', 'held', 1, 1900000060000, false, false, \#
    false, false, NULL, 1, 'token-class-c', 1, 'ada@example.com', 'primary', '[{"account":"ada@example.com",\#
    "calendar":"private"}]', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1900000000000, 'Haircut', NULL, NULL, NULL, \#
    NULL, '[]', '[{"key":"occasion/salon/class/ada/1900024000000","places":8},{"key":"day/1","places":9}]');
    INSERT INTO frontdesk.booking OVERRIDING SYSTEM VALUE VALUES (6, 'class-a', 'salon', 'class', 'ada', \#
    1900024000000, 1900027600000, '[{"resource":"calendar:ada@example.com","start":1900024000000,\#
    "end":1900027600000,"occasion":"salon/class/ada/1900024000000"},{"resource":"room:blue","start":1900024000000,\#
    "end":1900027600000,"occasion":"salon/class/ada/1900024000000"}]', 'moving', 2, 1900000060000, false, false, \#
    false, false, NULL, 1, 'token-class-a', 1, 'ada@example.com', 'primary', '[{"account":"ada@example.com",\#
    "calendar":"private"}]', 'event', 'https://calendar.example/event', 'CODE-class-a', '{"host":"ada",\#
    "start":1900031200000,"end":1900034800000,"claims":[{"resource":"calendar:ada@example.com",\#
    "start":1900031200000,"end":1900034800000,"occasion":"salon/class/ada/1900031200000"},{"resource":"room:blue",\#
    "start":1900031200000,"end":1900034800000,"occasion":"salon/class/ada/1900031200000"}],"attempt":null,\#
    "others":[{"account":"grace@example.com","calendar":"work"}],"call":"mover","askedAt":1900000060000,\#
    "seats":[{"key":"occasion/salon/class/ada/1900031200000","places":8},{"key":"day/1","places":9}]}', NULL, NULL, \#
    NULL, 1900000000000, 'Haircut', NULL, NULL, NULL, NULL, '[]', '[{"key":"occasion/salon/class/ada/1900024000000",\#
    "places":8},{"key":"day/1","places":9}]');
    INSERT INTO frontdesk.booking OVERRIDING SYSTEM VALUE VALUES (9, 'class-d', 'salon', 'class', 'grace', \#
    1900031200000, 1900034800000, '[{"resource":"calendar:ada@example.com","start":1900031200000,\#
    "end":1900034800000,"occasion":"salon/class/ada/1900031200000"},{"resource":"room:blue","start":1900031200000,\#
    "end":1900034800000,"occasion":"salon/class/ada/1900031200000"}]', 'leaving', 2, 1900000060000, false, false, \#
    false, false, NULL, 2, 'moved-class-d', 1, 'grace@example.com', 'work', '[{"account":"grace@example.com",\#
    "calendar":"work"}]', 'event', 'https://calendar.example/event', 'CODE-class-d', NULL, \#
    '{"attempt":{"generation":1,"token":"token-class-d","calendar":{"account":"ada@example.com",\#
    "calendar":"primary"}},"claims":[{"resource":"calendar:ada@example.com","start":1900024000000,\#
    "end":1900027600000,"occasion":"salon/class/ada/1900024000000"},{"resource":"room:blue","start":1900024000000,\#
    "end":1900027600000,"occasion":"salon/class/ada/1900024000000"}],\#
    "seats":[{"key":"occasion/salon/class/ada/1900024000000","places":8},{"key":"day/1","places":9}]}', NULL, NULL, \#
    1900000000000, 'Haircut', NULL, NULL, NULL, NULL, '[]', '[{"key":"occasion/salon/class/ada/1900031200000",\#
    "places":8},{"key":"day/1","places":9}]');
    INSERT INTO frontdesk.claim VALUES (1, 1, 1, 1900000000000, 1900001800000, NULL);
    INSERT INTO frontdesk.claim VALUES (2, 1, 1, 1900001800000, 1900003600000, NULL);
    INSERT INTO frontdesk.claim VALUES (4, 1, 1, 1900005400000, 1900007200000, NULL);
    INSERT INTO frontdesk.claim VALUES (5, 1, 1, 1900007200000, 1900009000000, NULL);
    INSERT INTO frontdesk.claim VALUES (5, 2, 1, 1900010800000, 1900012600000, NULL);
    INSERT INTO frontdesk.claim VALUES (8, 1, 1, 1900024000000, 1900027600000, 'salon/class/ada/1900024000000');
    INSERT INTO frontdesk.claim VALUES (8, 2, 3, 1900024000000, 1900027600000, 'salon/class/ada/1900024000000');
    INSERT INTO frontdesk.claim VALUES (6, 1, 1, 1900024000000, 1900027600000, 'salon/class/ada/1900024000000');
    INSERT INTO frontdesk.claim VALUES (6, 2, 3, 1900024000000, 1900027600000, 'salon/class/ada/1900024000000');
    INSERT INTO frontdesk.claim VALUES (6, 3, 1, 1900031200000, 1900034800000, 'salon/class/ada/1900031200000');
    INSERT INTO frontdesk.claim VALUES (6, 4, 3, 1900031200000, 1900034800000, 'salon/class/ada/1900031200000');
    INSERT INTO frontdesk.claim VALUES (9, 1, 1, 1900031200000, 1900034800000, 'salon/class/ada/1900031200000');
    INSERT INTO frontdesk.claim VALUES (9, 2, 3, 1900031200000, 1900034800000, 'salon/class/ada/1900031200000');
    INSERT INTO frontdesk.claim VALUES (9, 3, 1, 1900024000000, 1900027600000, 'salon/class/ada/1900024000000');
    INSERT INTO frontdesk.claim VALUES (9, 4, 3, 1900024000000, 1900027600000, 'salon/class/ada/1900024000000');
    INSERT INTO frontdesk.counter VALUES ('revision', 2);
    INSERT INTO frontdesk.delivery OVERRIDING SYSTEM VALUE VALUES ('salon', 'call', 't', 'f0', 1, 1900000060000, \#
    '{"kind":"booked","line":"You are booked.","facts":{"code":"K7QX","n":[1,2.5,null,true]}}', 1900000000000);
    INSERT INTO frontdesk.desk VALUES ('salon', '{"key":"salon","name":"Salon Ada","zone":"America/New_York",\#
    "hours":{"monday":[[32400,43200],[43200,61200]],"saturday":[[0,86400]]},"offerings":[{"key":"cut",\#
    "name":"Haircut","rules":{"duration":1800000,"bufferBefore":300000,"bufferAfter":600000,"interval":900000,\#
    "notice":7200000,"horizonDays":90,"durations":[2700000,3600000]},"hosts":["ada"]},{"key":"dye","name":"Färben",\#
    "rules":{"duration":7200000,"bufferBefore":0,"bufferAfter":0,"interval":1800000,"notice":0,"horizonDays":60,\#
    "durations":[]},"hosts":[]}],"hosts":[{"key":"ada","name":"Ada","calendar":{"account":"ada@example.com",\#
    "calendar":"primary"},"blocking":[{"account":"ada@example.org","calendar":"home"}],"hours":null},{"key":"grace",\#
    "name":"Grace","calendar":{"account":"ada@example.com","calendar":"primary"},"blocking":[],\#
    "hours":{"sunday":[[28800,43200],[46800,86400]]}}],"numbers":["+15550100","+15550101"],"hangUp":"withdraw"}', \#
    '["aa11"]', 'key: salon
    name: ''Salon Ada''
    ');
    INSERT INTO frontdesk.document VALUES ('google-grant', 'ada@example.com', 1, '\x0001ff', NULL, NULL);
    INSERT INTO frontdesk.ended_call VALUES ('salon', 'ended', 1900000000000);
    INSERT INTO frontdesk.ledger VALUES (true, '000102030405060708090a0b0c0d0e0f', NULL);
    INSERT INTO frontdesk.migration VALUES (1, '2030-01-01 00:00:00+00');
    INSERT INTO frontdesk.migration VALUES (2, '2030-01-01 00:00:00+00');
    INSERT INTO frontdesk.mistake VALUES ('salon', 'desk', 1900000000000);
    INSERT INTO frontdesk.notice VALUES ('n1', 'salon', 'message', 'key', 'confirmed', 1900000000000, 'Please call \#
    back', 'Ada', '+15550101', NULL);
    INSERT INTO frontdesk.one_time_state VALUES ('key', 'value', 1900000300000);
    INSERT INTO frontdesk.outbox OVERRIDING SYSTEM VALUE VALUES (1, 1, 'dress', 0, 1900000000000, NULL);
    INSERT INTO frontdesk.resource OVERRIDING SYSTEM VALUE VALUES (1, 'calendar:ada@example.com');
    INSERT INTO frontdesk.resource OVERRIDING SYSTEM VALUE VALUES (3, 'room:blue');
    INSERT INTO frontdesk.seat VALUES (6, 'occasion/salon/class/ada/1900024000000', 8, 0);
    INSERT INTO frontdesk.seat VALUES (6, 'day/1', 9, 0);
    INSERT INTO frontdesk.seat VALUES (8, 'occasion/salon/class/ada/1900024000000', 8, 1);
    INSERT INTO frontdesk.seat VALUES (8, 'day/1', 9, 1);
    INSERT INTO frontdesk.seat VALUES (6, 'occasion/salon/class/ada/1900031200000', 8, 0);
    INSERT INTO frontdesk.seat VALUES (9, 'occasion/salon/class/ada/1900024000000', 8, 2);
    INSERT INTO frontdesk.seat VALUES (9, 'day/1', 9, 2);
    INSERT INTO frontdesk.seat VALUES (9, 'occasion/salon/class/ada/1900031200000', 8, 1);
    SELECT pg_catalog.setval('frontdesk.booking_number_seq', 9, true);
    SELECT pg_catalog.setval('frontdesk.delivery_ticket_seq', 1, true);
    SELECT pg_catalog.setval('frontdesk.outbox_id_seq', 4, true);
    SELECT pg_catalog.setval('frontdesk.resource_number_seq', 3, true);
    ALTER TABLE ONLY frontdesk.booking
        ADD CONSTRAINT booking_pkey PRIMARY KEY (number);
    ALTER TABLE ONLY frontdesk.claim
        ADD CONSTRAINT claim_excludes EXCLUDE USING gist (resource WITH =, int8range(start, "end") WITH &&, booking \#
    WITH <>, COALESCE(frontdesk.digest(occasion), int8send(booking)) WITH <>);
    ALTER TABLE ONLY frontdesk.claim
        ADD CONSTRAINT claim_pkey PRIMARY KEY (booking, "position");
    ALTER TABLE ONLY frontdesk.counter
        ADD CONSTRAINT counter_pkey PRIMARY KEY (name);
    ALTER TABLE ONLY frontdesk.delivery
        ADD CONSTRAINT delivery_pkey PRIMARY KEY (ticket);
    ALTER TABLE ONLY frontdesk.desk
        ADD CONSTRAINT desk_pkey PRIMARY KEY (key);
    ALTER TABLE ONLY frontdesk.ledger
        ADD CONSTRAINT ledger_pkey PRIMARY KEY (sole);
    ALTER TABLE ONLY frontdesk.migration
        ADD CONSTRAINT migration_pkey PRIMARY KEY (number);
    ALTER TABLE ONLY frontdesk.outbox
        ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);
    ALTER TABLE ONLY frontdesk.resource
        ADD CONSTRAINT resource_pkey PRIMARY KEY (number);
    CREATE INDEX booking_calendar ON frontdesk.booking USING btree (calendar, account, "end") WHERE (state <> ALL \#
    (ARRAY['cancelled'::text, 'released'::text]));
    CREATE UNIQUE INDEX booking_code ON frontdesk.booking USING btree (desk, code) WHERE (code IS NOT NULL);
    CREATE INDEX booking_end ON frontdesk.booking USING btree (desk, "end");
    CREATE UNIQUE INDEX booking_id ON frontdesk.booking USING btree (frontdesk.digest(id));
    CREATE INDEX booking_intent ON frontdesk.booking USING btree (desk, start) WHERE (state <> ALL \#
    (ARRAY['cancelled'::text, 'released'::text]));
    CREATE INDEX booking_kept ON frontdesk.booking USING btree (desk) WHERE (state = ANY (ARRAY['kept'::text, \#
    'held'::text, 'inserted'::text]));
    CREATE INDEX booking_lease ON frontdesk.booking USING btree (lease_until) WHERE (state <> ALL \#
    (ARRAY['confirmed'::text, 'cancelled'::text, 'released'::text]));
    CREATE INDEX booking_report ON frontdesk.booking USING btree (desk) WHERE (owes_report IS NOT NULL);
    CREATE INDEX booking_state ON frontdesk.booking USING btree (state);
    CREATE INDEX delivery_age ON frontdesk.delivery USING btree (COALESCE(closed_at, lease_until));
    CREATE UNIQUE INDEX delivery_key ON frontdesk.delivery USING btree (desk, frontdesk.digest(tool_call), \#
    COALESCE(frontdesk.digest(call), '\x'::bytea));
    CREATE UNIQUE INDEX document_id ON frontdesk.document USING btree (kind, frontdesk.digest(name));
    CREATE UNIQUE INDEX ended_call_key ON frontdesk.ended_call USING btree (desk, frontdesk.digest(call));
    CREATE INDEX mistake_of ON frontdesk.mistake USING btree (desk, frontdesk.digest(guesser), made_at);
    CREATE UNIQUE INDEX notice_id ON frontdesk.notice USING btree (frontdesk.digest(id));
    CREATE UNIQUE INDEX notice_key ON frontdesk.notice USING btree (desk, frontdesk.digest(key));
    CREATE INDEX notice_undone ON frontdesk.notice USING btree (raised_at, id) WHERE (done_at IS NULL);
    CREATE UNIQUE INDEX one_time_state_key ON frontdesk.one_time_state USING btree (frontdesk.digest(key));
    CREATE UNIQUE INDEX resource_name ON frontdesk.resource USING btree (frontdesk.digest(name));
    CREATE UNIQUE INDEX seat_booking ON frontdesk.seat USING btree (booking, frontdesk.digest(key));
    CREATE UNIQUE INDEX seat_number ON frontdesk.seat USING btree (frontdesk.digest(key), number);
    CREATE TRIGGER booking_stays_final BEFORE UPDATE OF state ON frontdesk.booking FOR EACH ROW WHEN (((old.state = \#
    ANY (ARRAY['cancelled'::text, 'released'::text])) AND (new.state <> old.state))) EXECUTE FUNCTION \#
    frontdesk.refuse_to_revive();
    CREATE TRIGGER claim_follows_state AFTER UPDATE OF state ON frontdesk.booking FOR EACH ROW WHEN (((new.state = \#
    ANY (ARRAY['cancelled'::text, 'released'::text])) AND (new.state <> old.state))) EXECUTE FUNCTION \#
    frontdesk.free_claims();
    CREATE TRIGGER document_version_grows BEFORE UPDATE OF version ON frontdesk.document FOR EACH ROW WHEN \#
    ((new.version < old.version)) EXECUTE FUNCTION frontdesk.refuse_to_go_back();
    CREATE TRIGGER seat_follows_state AFTER UPDATE OF state ON frontdesk.booking FOR EACH ROW WHEN (((new.state = \#
    ANY (ARRAY['cancelled'::text, 'released'::text])) AND (new.state <> old.state))) EXECUTE FUNCTION \#
    frontdesk.free_seats();
    ALTER TABLE ONLY frontdesk.claim
        ADD CONSTRAINT claim_booking_fkey FOREIGN KEY (booking) REFERENCES frontdesk.booking(number);
    ALTER TABLE ONLY frontdesk.claim
        ADD CONSTRAINT claim_resource_fkey FOREIGN KEY (resource) REFERENCES frontdesk.resource(number);
    ALTER TABLE ONLY frontdesk.outbox
        ADD CONSTRAINT outbox_booking_fkey FOREIGN KEY (booking) REFERENCES frontdesk.booking(number);
    ALTER TABLE ONLY frontdesk.seat
        ADD CONSTRAINT seat_booking_fkey FOREIGN KEY (booking) REFERENCES frontdesk.booking(number);
    """#
}
