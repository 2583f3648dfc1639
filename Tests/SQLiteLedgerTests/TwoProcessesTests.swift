import Desk
import LedgerContract
import SQLiteLedger
import Testing

struct `Two connections to one file` {
  @Test func `see each other's desks, documents and bookings at once`() async throws {
    let scratch = try Scratch()
    let path = scratch.newPath()
    let server = try SQLiteLedger(path: path)
    let command = try SQLiteLedger(path: path)
    let before = try await server.revision()
    try await command.apply(Sample.desk("salon"))
    let applied = try await server.revision()
    #expect(applied != before)
    #expect(try await server.desks() == [Sample.desk("salon")])
    #expect(try await command.write(DocumentID(kind: "k", name: "n"), ciphertext: [1], expecting: nil))
    #expect(try await server.revision() != applied)
    #expect(try await !server.write(DocumentID(kind: "k", name: "n"), ciphertext: [2], expecting: nil))
    let booking = try await server.holding(Sample.booking("a", 0, 30))
    #expect(try await command.booking(booking.id) == booking)
  }
}
