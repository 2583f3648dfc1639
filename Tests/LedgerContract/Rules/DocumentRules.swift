import Desk
import Scheduling
import Testing

extension LedgerContract {
  private static let grant = DocumentID(kind: "google-grant", name: "ada@example.com")

  static let documents = [
    ContractRule("a document is written once as the first, then only over the version that was read") { make in
      let vault = try make()
      #expect(try await vault.document(grant) == nil)
      #expect(try await !vault.write(grant, ciphertext: [9], expecting: 1))
      #expect(try await vault.write(grant, ciphertext: [0, 1, 255], expecting: nil))
      #expect(try await !vault.write(grant, ciphertext: [9], expecting: nil))
      #expect(try await !vault.write(grant, ciphertext: [9], expecting: 2))
      #expect(try await vault.document(grant) == SealedDocument(id: grant, version: 1, ciphertext: [0, 1, 255]))
      #expect(try await vault.write(grant, ciphertext: [], expecting: 1))
      #expect(try await vault.document(grant) == SealedDocument(id: grant, version: 2, ciphertext: []))
      #expect(try await !vault.write(grant, ciphertext: [9], expecting: 1))
    },
    ContractRule("of many writers of one version one writes") { make in
      let vault = try make()
      for expecting in [nil, 1] {
        let written = try await withThrowingTaskGroup(of: Bool.self) { group in
          for number in 0..<20 {
            group.addTask { try await vault.write(grant, ciphertext: [UInt8(number)], expecting: expecting) }
          }
          return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(written == 1)
      }
      #expect(try await vault.document(grant)?.version == 2)
    },
    ContractRule("a removed document is gone, and its successor continues its versions") { make in
      let vault = try make()
      #expect(try await !vault.remove(grant))
      #expect(try await vault.write(grant, ciphertext: [1], expecting: nil))
      #expect(try await vault.write(grant, ciphertext: [2], expecting: 1))
      #expect(try await vault.remove(grant))
      #expect(try await vault.document(grant) == nil)
      #expect(try await vault.documents(kind: grant.kind).isEmpty)
      #expect(try await !vault.remove(grant))
      #expect(try await !vault.write(grant, ciphertext: [9], expecting: 2))
      #expect(try await vault.write(grant, ciphertext: [3], expecting: nil))
      #expect(try await vault.document(grant) == SealedDocument(id: grant, version: 3, ciphertext: [3]))
    },
    ContractRule("documents of a kind come by name") { make in
      let vault = try make()
      for (kind, name) in [("k", "b"), ("other", "a"), ("k", "a"), ("k", "c")] {
        #expect(try await vault.write(DocumentID(kind: kind, name: name), ciphertext: [1], expecting: nil))
      }
      #expect(try await vault.lease(DocumentID(kind: "k", name: "0"), to: "x", at: Sample.now, until: Sample.minute(1)))
      #expect(try await vault.documents(kind: "k").map(\.id.name) == ["a", "b", "c"])
      #expect(try await vault.documents(kind: "none").isEmpty)
    },
    ContractRule("a lease is one owner's until it runs out, is renewed by them, and given back by them alone") { make in
      let vault = try make()
      func lease(_ owner: String, at minute: Int) async throws -> Bool {
        try await vault.lease(grant, to: owner, at: Sample.minute(minute), until: Sample.minute(minute + 10))
      }
      #expect(try await lease("one", at: 0))
      #expect(try await !lease("two", at: 9))
      #expect(try await lease("one", at: 5))
      #expect(try await !lease("two", at: 14))
      #expect(try await lease("two", at: 15))
      try await vault.endLease(grant, of: "one")
      #expect(try await !lease("one", at: 16))
      try await vault.endLease(grant, of: "two")
      #expect(try await lease("one", at: 16))
    },
    ContractRule("of many who want a lease one gets it") { make in
      let vault = try make()
      let leased = try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<20 {
          group.addTask {
            try await vault.lease(grant, to: "owner-\(number)", at: Sample.now, until: Sample.minute(1))
          }
        }
        return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
      }
      #expect(leased == 1)
    },
    ContractRule("a lease comes before its document, and a write or a removal ends it") { make in
      let vault = try make()
      func lease(_ owner: String) async throws -> Bool {
        try await vault.lease(grant, to: owner, at: Sample.now, until: Sample.minute(1))
      }
      #expect(try await lease("one"))
      #expect(try await vault.document(grant) == nil)
      #expect(try await vault.write(grant, ciphertext: [1], expecting: nil))
      #expect(try await vault.document(grant)?.version == 1)
      #expect(try await lease("two"))
      #expect(try await !vault.write(grant, ciphertext: [2], expecting: nil))
      #expect(try await !lease("three"))
      #expect(try await vault.remove(grant))
      #expect(try await lease("three"))
    },
    ContractRule("a one-time state is consumed exactly once") { make in
      let vault = try make()
      let state = OneTimeState(key: "key", value: "value", lapses: Sample.minute(1))
      try await vault.remember(state)
      #expect(try await vault.consume("other", at: Sample.now) == nil)
      let consumed = try await withThrowingTaskGroup(of: OneTimeState?.self) { group in
        for _ in 0..<20 { group.addTask { try await vault.consume("key", at: Sample.now) } }
        return try await group.reduce(into: [OneTimeState]()) { $0 += [$1].compactMap(\.self) }
      }
      #expect(consumed == [state])
    },
    ContractRule("a one-time state that has lapsed is not consumed, then or ever") { make in
      let vault = try make()
      try await vault.remember(OneTimeState(key: "key", value: "value", lapses: Sample.minute(1)))
      #expect(try await vault.consume("key", at: Sample.minute(1)) == nil)
      #expect(try await vault.consume("key", at: Sample.now) == nil)
    },
    ContractRule("a one-time state replaces another of its key") { make in
      let vault = try make()
      try await vault.remember(OneTimeState(key: "key", value: "old", lapses: Sample.minute(1)))
      let new = OneTimeState(key: "key", value: "new", lapses: Sample.minute(9))
      try await vault.remember(new)
      #expect(try await vault.consume("key", at: Sample.minute(5)) == new)
    },
    ContractRule("forgetting takes one-time states that have lapsed, and no document") { make in
      let vault = try make()
      #expect(try await vault.write(grant, ciphertext: [1], expecting: nil))
      let state = OneTimeState(key: "key", value: "value", lapses: Sample.minute(5))
      try await vault.remember(state)
      try await vault.forget(before: Sample.minute(5))
      #expect(try await vault.consume("key", at: Sample.now) == state)
      try await vault.remember(state)
      try await vault.forget(before: Sample.minute(6))
      #expect(try await vault.consume("key", at: Sample.now) == nil)
      #expect(try await vault.document(grant) != nil)
    },
  ]
}
