/// The schema's first version. Instants are milliseconds since 1970; `NULL` is *none*. Text is compared byte by byte
/// (`COLLATE "C"`), so that an order is the same on every server.
///
/// Text that comes from outside may be longer than an entry of an index may be (2,704 bytes), so it is found by its digest.
enum SchemaVersion1 {
  static let sql = base + bookings + claims + deliveries + notices + desks + documents

  private static let base = """
    CREATE EXTENSION IF NOT EXISTS btree_gist;

    CREATE FUNCTION frontdesk.digest(value text) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT sha256(convert_to(value, 'UTF8')) $$;

    CREATE TABLE ledger (
      sole boolean PRIMARY KEY DEFAULT true CHECK (sole),
      identity text NOT NULL,
      closed_because text
    );
    CREATE TABLE counter (name text PRIMARY KEY, value bigint NOT NULL);
    INSERT INTO counter (name, value) VALUES ('revision', 0);

    """

  private static let bookings = """
    CREATE TABLE booking (
      number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      id text COLLATE "C" NOT NULL,
      desk text COLLATE "C" NOT NULL,
      offering text COLLATE "C" NOT NULL,
      host text COLLATE "C" NOT NULL,
      "start" bigint NOT NULL,
      "end" bigint NOT NULL CHECK ("start" < "end"),
      claims json NOT NULL,
      state text COLLATE "C" NOT NULL CHECK (state IN ('kept', 'held', 'inserted', 'confirmed', 'moving', 'reverting',
        'leaving', 'cancelling', 'cancelled', 'withdrawing', 'released')),
      epoch bigint NOT NULL CHECK (epoch >= 1),
      lease_until bigint NOT NULL,
      only_kept boolean NOT NULL,
      clear boolean NOT NULL,
      promised boolean NOT NULL,
      announced boolean NOT NULL,
      owes_report text COLLATE "C",
      generation bigint NOT NULL CHECK (generation >= 1),
      token text COLLATE "C" NOT NULL,
      revision bigint NOT NULL,
      account text COLLATE "C" NOT NULL,
      calendar text COLLATE "C" NOT NULL,
      others json NOT NULL,
      event text COLLATE "C" CHECK (event IS NOT NULL OR state NOT IN ('inserted', 'confirmed')),
      link text COLLATE "C",
      code text COLLATE "C",
      move json CHECK (move IS NOT NULL OR state NOT IN ('moving', 'reverting')),
      remains json CHECK (remains IS NOT NULL OR state <> 'leaving'),
      call text COLLATE "C",
      caller text COLLATE "C",
      created_at bigint NOT NULL,
      summary text COLLATE "C" NOT NULL,
      name text COLLATE "C",
      email text COLLATE "C",
      phone text COLLATE "C",
      notes text COLLATE "C",
      guests json NOT NULL
    );
    CREATE UNIQUE INDEX booking_id ON booking (frontdesk.digest(id));
    CREATE UNIQUE INDEX booking_code ON booking (desk, code) WHERE code IS NOT NULL;
    CREATE INDEX booking_intent ON booking (desk, "start") WHERE state NOT IN ('cancelled', 'released');
    CREATE INDEX booking_lease ON booking (lease_until) WHERE state NOT IN ('confirmed', 'cancelled', 'released');
    CREATE INDEX booking_state ON booking (state);
    CREATE INDEX booking_kept ON booking (desk) WHERE state IN ('kept', 'held', 'inserted');
    CREATE INDEX booking_report ON booking (desk) WHERE owes_report IS NOT NULL;
    CREATE INDEX booking_end ON booking (desk, "end");
    CREATE INDEX booking_calendar ON booking (calendar, account, "end") WHERE state NOT IN ('cancelled', 'released');

    -- A ledger that is reconciled says so, and may overrule what it had stored.
    CREATE FUNCTION frontdesk.refuse_to_revive() RETURNS trigger LANGUAGE plpgsql
    AS $$
    BEGIN
      IF coalesce(current_setting('frontdesk.restoring', true), '') = 'on' THEN RETURN NEW; END IF;
      RAISE EXCEPTION 'a booking that is released or cancelled stays so';
    END $$;
    CREATE TRIGGER booking_stays_final BEFORE UPDATE OF state ON booking FOR EACH ROW
    WHEN (OLD.state IN ('cancelled', 'released') AND NEW.state <> OLD.state)
    EXECUTE FUNCTION frontdesk.refuse_to_revive();

    CREATE TABLE outbox (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      booking bigint NOT NULL REFERENCES booking (number),
      task text COLLATE "C" NOT NULL,
      tries bigint NOT NULL DEFAULT 0,
      due bigint NOT NULL,
      lease_until bigint
    );

    """

  private static let claims = """
    CREATE TABLE resource (
      number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      name text COLLATE "C" NOT NULL
    );
    CREATE UNIQUE INDEX resource_name ON resource (frontdesk.digest(name));

    -- Only claims that exclude: a booking's own record of them is in its row.
    CREATE TABLE claim (
      booking bigint NOT NULL REFERENCES booking (number),
      position bigint NOT NULL,
      resource bigint NOT NULL REFERENCES resource (number),
      "start" bigint NOT NULL,
      "end" bigint NOT NULL CHECK ("start" < "end"),
      PRIMARY KEY (booking, position),
      CONSTRAINT claim_excludes
        EXCLUDE USING gist (resource WITH =, int8range("start", "end") WITH &&, booking WITH <>)
    );

    CREATE FUNCTION frontdesk.free_claims() RETURNS trigger LANGUAGE plpgsql
    AS $$
    BEGIN
      DELETE FROM frontdesk.claim WHERE booking = NEW.number;
      RETURN NULL;
    END $$;
    CREATE TRIGGER claim_follows_state AFTER UPDATE OF state ON booking FOR EACH ROW
    WHEN (NEW.state IN ('cancelled', 'released') AND NEW.state <> OLD.state)
    EXECUTE FUNCTION frontdesk.free_claims();

    """

  private static let deliveries = """
    CREATE TABLE delivery (
      desk text COLLATE "C" NOT NULL,
      call text COLLATE "C",
      tool_call text COLLATE "C" NOT NULL,
      fingerprint text COLLATE "C" NOT NULL,
      ticket bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      lease_until bigint NOT NULL,
      answer json,
      closed_at bigint CHECK ((closed_at IS NULL) = (answer IS NULL))
    );
    -- No digest is empty, so no call is like none.
    CREATE UNIQUE INDEX delivery_key
    ON delivery (desk, frontdesk.digest(tool_call), coalesce(frontdesk.digest(call), ''));
    CREATE INDEX delivery_age ON delivery (coalesce(closed_at, lease_until));

    CREATE TABLE ended_call (
      desk text COLLATE "C" NOT NULL,
      call text COLLATE "C" NOT NULL,
      ended_at bigint NOT NULL
    );
    CREATE UNIQUE INDEX ended_call_key ON ended_call (desk, frontdesk.digest(call));

    CREATE TABLE mistake (
      desk text COLLATE "C" NOT NULL,
      guesser text COLLATE "C" NOT NULL,
      made_at bigint NOT NULL
    );
    CREATE INDEX mistake_of ON mistake (desk, frontdesk.digest(guesser), made_at);

    """

  private static let notices = """
    CREATE TABLE notice (
      id text COLLATE "C" NOT NULL,
      desk text COLLATE "C" NOT NULL,
      kind text COLLATE "C" NOT NULL,
      key text COLLATE "C" NOT NULL,
      booking text COLLATE "C",
      raised_at bigint NOT NULL,
      text text COLLATE "C" NOT NULL,
      name text COLLATE "C",
      phone text COLLATE "C",
      done_at bigint
    );
    CREATE UNIQUE INDEX notice_id ON notice (frontdesk.digest(id));
    CREATE UNIQUE INDEX notice_key ON notice (desk, frontdesk.digest(key));
    CREATE INDEX notice_undone ON notice (raised_at, id) WHERE done_at IS NULL;

    """

  private static let desks = """
    CREATE TABLE desk (
      key text COLLATE "C" PRIMARY KEY,
      profile json NOT NULL,
      secret_digests json NOT NULL,
      source text COLLATE "C" NOT NULL
    );

    """

  private static let documents = """
    CREATE TABLE document (
      kind text COLLATE "C" NOT NULL,
      name text COLLATE "C" NOT NULL,
      version bigint NOT NULL,
      ciphertext bytea,
      lease_owner text COLLATE "C",
      lease_until bigint CHECK ((lease_until IS NULL) = (lease_owner IS NULL))
    );
    CREATE UNIQUE INDEX document_id ON document (kind, frontdesk.digest(name));
    CREATE FUNCTION frontdesk.refuse_to_go_back() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'a version never goes back'; END $$;
    CREATE TRIGGER document_version_grows BEFORE UPDATE OF version ON document FOR EACH ROW
    WHEN (NEW.version < OLD.version) EXECUTE FUNCTION frontdesk.refuse_to_go_back();

    CREATE TABLE one_time_state (
      key text COLLATE "C" NOT NULL,
      value text COLLATE "C" NOT NULL,
      lapses bigint NOT NULL
    );
    CREATE UNIQUE INDEX one_time_state_key ON one_time_state (frontdesk.digest(key));
    """
}
