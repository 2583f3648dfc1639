/// The schema's third version: claims of one occasion may overlap, and seats are counted.
enum SchemaVersion3 {
  static let sql = occasions + seats

  /// What stands in the way of a claim: as in the first version, but not what is of the same occasion.
  static func overlapping(
    resource: String, start: String, end: String, occasion: String, exceptOf booking: String
  ) -> String {
    SchemaVersion1.overlapping(resource: resource, start: start, end: end, exceptOf: booking)
      + " AND (occasion = \(occasion)) IS NOT TRUE"
  }

  private static let overlappingNew = overlapping(
    resource: "NEW.resource", start: "NEW.start", end: "NEW.\"end\"", occasion: "NEW.occasion",
    exceptOf: "NEW.booking")

  private static let occasions = """
    ALTER TABLE claim ADD COLUMN occasion TEXT;
    DROP INDEX claim_live;
    CREATE INDEX claim_live ON claim (resource, "end", start, live, occasion) WHERE live = 1;
    DROP TRIGGER claim_excludes_insert;
    DROP TRIGGER claim_excludes_update;
    CREATE TRIGGER claim_excludes_insert BEFORE INSERT ON claim WHEN NEW.live = 1
    BEGIN SELECT RAISE(ABORT, '\(SchemaVersion2.overlapRefusal)') WHERE EXISTS (\(overlappingNew)); END;
    CREATE TRIGGER claim_excludes_update BEFORE UPDATE ON claim WHEN NEW.live = 1
    BEGIN SELECT RAISE(ABORT, '\(SchemaVersion2.overlapRefusal)') WHERE EXISTS (\(overlappingNew)); END;

    """

  /// Only seats that bookings have now: what a booking asks for, there and where it moves to, is in its row.
  private static let seats = """
    ALTER TABLE booking ADD COLUMN seats TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(seats));
    CREATE TABLE seat (
      booking TEXT NOT NULL REFERENCES booking (id),
      key TEXT NOT NULL,
      places INTEGER NOT NULL,
      number INTEGER NOT NULL CHECK (number >= 0 AND number < places),
      PRIMARY KEY (booking, key)
    ) STRICT, WITHOUT ROWID;
    CREATE UNIQUE INDEX seat_number ON seat (key, number);
    CREATE TRIGGER seat_follows_state AFTER UPDATE OF state ON booking WHEN NEW.state IN ('cancelled', 'released')
    BEGIN DELETE FROM seat WHERE booking = NEW.id; END;
    """
}
