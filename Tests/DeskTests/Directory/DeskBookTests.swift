import Desk
import LedgerContract
import Scheduling
import Testing

@Suite struct `Which desk` {
  static func snapshot(_ keys: String...) throws -> DeskSnapshot {
    DeskSnapshot(
      entries: try keys.enumerated().map { index, key in
        let numbers = [PhoneNumber("+1 (202) 555-010\(index)")].compactMap { $0 }
        return DeskEntry(profile: try .clinic(numbers: numbers, key: key), secretDigests: [], source: "")
      })
  }

  @Test func `the path names it, if the credential opens it`() throws {
    let desks = try Self.snapshot("a", "b")
    #expect(desks.resolve(path: DeskKey("b"), opened: nil, called: nil).key == "b")
    #expect(desks.resolve(path: DeskKey("b"), opened: DeskKey("b"), called: nil).key == "b")
    #expect(desks.resolve(path: DeskKey("b"), opened: DeskKey("a"), called: nil) == .unknown)
    #expect(desks.resolve(path: DeskKey("c"), opened: nil, called: nil) == .unknown)
  }

  @Test func `else the desk's own secret, else the called number, else the only one`() throws {
    let desks = try Self.snapshot("a", "b")
    #expect(desks.resolve(path: nil, opened: DeskKey("a"), called: PhoneNumber("12025550101")).key == "a")
    #expect(desks.resolve(path: nil, opened: nil, called: PhoneNumber("12025550101")).key == "b")
    #expect(desks.resolve(path: nil, opened: nil, called: PhoneNumber("+12025550199")) == .ask)
    #expect(desks.resolve(path: nil, opened: nil, called: nil) == .ask)
    #expect(try Self.snapshot("a").resolve(path: nil, opened: nil, called: PhoneNumber("+1999")).key == "a")
    #expect(try Self.snapshot().resolve(path: nil, opened: nil, called: nil) == .none)
  }

  @Test func `another command's change is seen within two seconds`() async throws {
    let clock = ManualClock(try .at("2026-11-24T08:00:00-05:00"))
    let ledger = MemoryLedger()
    let book = DeskBook(directory: ledger, clock: clock)
    #expect(try await book.current().entries.isEmpty)
    try await ledger.apply(DeskEntry(profile: try .clinic(), secretDigests: [], source: ""))
    #expect(try await book.current().entries.isEmpty)
    clock.advance(by: .seconds(2))
    #expect(try await book.current().entries.count == 1)
  }
}

extension DeskResolution {
  var key: String? { if case .desk(let profile) = self { profile.key.rawValue } else { nil } }
}
