/// The third version differs from the second in one index.
extension SchemaFixture {
  static let version3SQL =
    version2SQL
    .replacing(
      "CREATE INDEX booking_report ON frontdesk.booking USING btree (desk) WHERE (owes_report IS NOT NULL);",
      with: "CREATE INDEX booking_report ON frontdesk.booking USING btree (desk, frontdesk.digest(owes_report)) "
        + "WHERE (owes_report IS NOT NULL);"
    )
    .replacing(
      "INSERT INTO frontdesk.migration VALUES (2, '2030-01-01 00:00:00+00');",
      with: "INSERT INTO frontdesk.migration VALUES (2, '2030-01-01 00:00:00+00'), (3, '2030-01-01 00:00:00+00');")
}
