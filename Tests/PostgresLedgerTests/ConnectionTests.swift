import Desk
import LocalPostgres
import Scheduling
import Testing

@testable import PostgresLedger

struct `A connection to PostgreSQL` {
  @Test func `values come back as they were sent, of every kind`() throws {
    let db = try Self.connect()
    let texts = [
      "", "'", "\\", "\"", "{a,b}", "NULL", "line\nbreak", "👩🏽‍🎨 e\u{301}", String(repeating: "x", count: 300_000),
    ]
    let row = try #require(
      try db.row(
        """
        SELECT $1 AS text, $2 AS integer, $3 AS flag, $4 AS nothing, $5 AS json, array_to_json($6) AS texts,
          array_to_json($7) AS integers
        """,
        [
          .text(texts[2]), .integer(Int64.min), .flag(true), .text(nil), .json(["a": [1, .null]]), .texts(texts),
          .integers([1, -2, Int64.max]),
        ]))
    #expect(try row.required("text") == texts[2])
    #expect(try row.required("integer") == Int64.min)
    #expect(try row.required("flag") == true)
    #expect(try row.optional("nothing") == String?.none)
    #expect(try row.json("json") == ["a": [1, .null]])
    #expect(try row.texts("texts") == texts)
    #expect(try row.json("integers") == [1, -2, .integer(.max)])
  }

  @Test func `what is of another kind, missing or unknown is corrupt, not fatal`() throws {
    let db = try Self.connect()
    let row = try #require(try db.row("SELECT 'x' AS text, NULL AS nothing"))
    #expect(throws: LedgerFailure.corrupt("text is of another kind")) { try row.required("text") as Int }
    #expect(throws: LedgerFailure.corrupt("nothing is missing")) { try row.required("nothing") as String }
    #expect(throws: LedgerFailure.corrupt("there is no column other")) { try row.required("other") as String }
  }

  @Test func `text with U+0000 is refused, and the connection can still be used`() throws {
    let db = try Self.connect()
    #expect(throws: StatementFailure.self) { try db.row("SELECT $1 AS text", [.text("a\u{0}b")]) }
    #expect(try db.row("SELECT 1 AS one")?.required("one") == 1)
  }

  @Test func `an error keeps its SQLSTATE and constraint, and says nothing of the values`() throws {
    let db = try Self.connect()
    try db.script("CREATE TEMPORARY TABLE t (name text CONSTRAINT known CHECK (name <> 'Ada'))")
    let failure = #expect(throws: StatementFailure.self) {
      try db.change("INSERT INTO t VALUES ($1)", [.text("Ada")])
    }
    guard case .refused(let error) = try #require(failure) else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(error.state.code == "23514")
    #expect(error.constraint == "known")
    #expect("\(error)" == "PostgreSQL error 23514: constraint known")
    #expect(db.isAlive)
  }

  @Test func `of several statements the first error counts`() throws {
    let db = try Self.connect()
    let failure = #expect(throws: StatementFailure.self) { try db.script("SELECT 1; SELECT 1/0; SELECT nonsense") }
    guard case .refused(let error) = try #require(failure) else { return }
    #expect(error.state.code == "22012")
    #expect(try db.script("BEGIN; SELECT 7 AS seven; COMMIT").tag == "COMMIT")
  }

  @Test func `a statement that takes too long breaks the connection, in time`() throws {
    let db = try Self.connect()
    db.allow(.milliseconds(50), until: .now + .seconds(60))
    let failure = #expect(throws: StatementFailure.self) { try db.row("SELECT pg_sleep(60)") }
    guard case .broken(let reason) = try #require(failure) else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(reason == "the server did not answer in time")
    #expect(!db.isAlive)
    #expect(throws: StatementFailure.self) { try db.row("SELECT 1") }
  }

  @Test func `a session that was ended while it was idle is seen to be gone without asking`() throws {
    let address = try TestDatabase.empty()
    let db = try Self.connect(address)
    #expect(db.isAlive)
    #expect(try LocalPostgres.shared.terminateBackends(of: LocalPostgres.name(in: address.uri)) == 1)
    let deadline = ContinuousClock.now + .seconds(30)
    while db.isAlive, .now < deadline {}
    #expect(!db.isAlive)
  }

  @Test func `a large answer and a large question pass`() throws {
    let db = try Self.connect()
    let text = String(repeating: "0123456789", count: 400_000)
    let row = try #require(try db.row("SELECT $1 AS text, length($1) AS length", [.text(text)]))
    #expect(try row.required("text") == text)
    #expect(try row.required("length") == 4_000_000)
  }

  private static func connect(_ address: PostgresAddress? = nil) throws -> Connection {
    try Connection(ServerName(address ?? TestDatabase.empty()), until: .now + .seconds(30))
  }
}
