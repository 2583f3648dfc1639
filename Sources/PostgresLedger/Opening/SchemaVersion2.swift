/// The schema's second version: claims of one occasion may overlap, and seats are counted.
enum SchemaVersion2 {
  static let sql = occasions + seats

  /// A claim without an occasion is its booking's alone; no digest is as short as a number.
  private static let occasions = """
    ALTER TABLE claim ADD COLUMN occasion text COLLATE "C";
    ALTER TABLE claim DROP CONSTRAINT claim_excludes;
    ALTER TABLE claim ADD CONSTRAINT claim_excludes EXCLUDE USING gist (
      resource WITH =, int8range("start", "end") WITH &&, booking WITH <>,
      (coalesce(frontdesk.digest(occasion), int8send(booking))) WITH <>
    );

    """

  /// Only seats that bookings have now: what a booking asks for, there and where it moves to, is in its row.
  private static let seats = """
    ALTER TABLE booking ADD COLUMN seats json NOT NULL DEFAULT '[]';
    CREATE TABLE seat (
      booking bigint NOT NULL REFERENCES booking (number),
      key text COLLATE "C" NOT NULL,
      places bigint NOT NULL,
      number bigint NOT NULL CHECK (number >= 0 AND number < places)
    );
    CREATE UNIQUE INDEX seat_number ON seat (frontdesk.digest(key), number);
    CREATE UNIQUE INDEX seat_booking ON seat (booking, frontdesk.digest(key));

    CREATE FUNCTION frontdesk.free_seats() RETURNS trigger LANGUAGE plpgsql
    AS $$
    BEGIN
      DELETE FROM frontdesk.seat WHERE booking = NEW.number;
      RETURN NULL;
    END $$;
    CREATE TRIGGER seat_follows_state AFTER UPDATE OF state ON booking FOR EACH ROW
    WHEN (NEW.state IN ('cancelled', 'released') AND NEW.state <> OLD.state)
    EXECUTE FUNCTION frontdesk.free_seats();
    """
}
