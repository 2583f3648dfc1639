/// The schema's third version: the ledger knows where it was when it was opened last, and so whether it is a copy.
///
/// A copy that was made with `pg_dump`, or any other that writes the rows anew, is known by the transaction that wrote the
/// row: the row says which it was, and the server (`xmin`) that it was another. Also where it goes into the same database. A
/// copy made with `CREATE DATABASE … TEMPLATE` is in another database. A base backup that was recovered to a point in time,
/// and a replica that was promoted, are on another timeline of the log. `pg_upgrade` makes another system of it.
///
/// A role that may not ask for one of these does not know it, and then it does not count.
enum SchemaVersion3 {
  static let sql = """
    CREATE TABLE origin (
      sole boolean PRIMARY KEY DEFAULT true CHECK (sole),
      system text,
      timeline text,
      database bigint NOT NULL,
      written_in text NOT NULL
    );

    CREATE FUNCTION frontdesk.here(OUT system text, OUT timeline text, OUT database bigint) LANGUAGE plpgsql
    AS $$
    BEGIN
      SELECT oid INTO database FROM pg_database WHERE datname = current_database();
      BEGIN
        SELECT system_identifier INTO system FROM pg_control_system();
      EXCEPTION WHEN insufficient_privilege OR feature_not_supported THEN
      END;
      BEGIN
        timeline := left(pg_walfile_name(pg_current_wal_lsn()), 8);
      EXCEPTION WHEN insufficient_privilege OR feature_not_supported OR object_not_in_prerequisite_state THEN
      END;
    END $$;

    CREATE FUNCTION frontdesk.settle_here() RETURNS void LANGUAGE plpgsql
    AS $$
    BEGIN
      DELETE FROM frontdesk.origin;
      INSERT INTO frontdesk.origin (system, timeline, database, written_in)
      SELECT system, timeline, database, (pg_current_xact_id()::text::numeric % 4294967296)::text FROM frontdesk.here();
    END $$;

    CREATE FUNCTION frontdesk.is_settled_here() RETURNS boolean LANGUAGE plpgsql
    AS $$
    BEGIN
      RETURN EXISTS (
        SELECT FROM frontdesk.origin, frontdesk.here() AS here
        WHERE origin.xmin::text = origin.written_in AND origin.database = here.database
          AND (origin.system = here.system) IS NOT FALSE AND (origin.timeline = here.timeline) IS NOT FALSE);
    END $$;

    """
}
