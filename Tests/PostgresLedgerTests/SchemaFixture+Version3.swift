/// What the third version adds to the second's database, as `pg_dump --schema=frontdesk --inserts` writes it.
extension SchemaFixture {
  static let version3SQL =
    version2SQL + #"""

      CREATE TABLE frontdesk.origin (
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
      INSERT INTO frontdesk.migration VALUES (3, '2030-01-01 00:00:00+00');
      INSERT INTO frontdesk.origin VALUES (true, '7577000000000000001', '00000001', 16384, '741');
      """#
}
