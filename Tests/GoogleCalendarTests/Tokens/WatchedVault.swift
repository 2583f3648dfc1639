import Desk
import Scheduling
import Synchronization

/// A vault on which another process acts at chosen moments, or which fails.
final class WatchedVault: Vault {
  private struct State {
    var reads = 0
    var meddling: [Int: @Sendable () async throws -> Void] = [:]
    var failure: LedgerFailure?
    var failsWritingOnly = false
    var refusedKind: String?
    var afterList: (@Sendable () async throws -> Void)?
  }

  private let base: any Vault
  private let state = Mutex(State())

  init(_ base: any Vault) { self.base = base }

  var reads: Int { state.withLock { $0.reads } }

  /// After the document has been read for the `number`th time, and before the reader goes on.
  func after(read number: Int, _ action: @escaping @Sendable () async throws -> Void) {
    state.withLock { $0.meddling[number] = action }
  }

  func fail(_ failure: LedgerFailure?, writingOnly: Bool = false) {
    state.withLock {
      $0.failure = failure
      $0.failsWritingOnly = writingOnly
    }
  }

  /// Refuses to write and to remove documents of that kind, and nothing else.
  func refuseWriting(kind: String?) { state.withLock { $0.refusedKind = kind } }

  /// After documents have been listed for the next time, and before the reader goes on.
  func afterList(_ action: @escaping @Sendable () async throws -> Void) { state.withLock { $0.afterList = action } }

  private func check(writing id: DocumentID) throws(LedgerFailure) {
    try check(writing: true)
    guard state.withLock({ $0.refusedKind }) != id.kind else { throw .unavailable("refused by the test") }
  }

  private func check(writing: Bool = false) throws(LedgerFailure) {
    let failure = state.withLock { $0.failsWritingOnly && !writing ? nil : $0.failure }
    if let failure { throw failure }
  }

  func document(_ id: DocumentID) async throws(LedgerFailure) -> SealedDocument? {
    try check()
    let document = try await base.document(id)
    let action = state.withLock { state in
      state.reads += 1
      return state.meddling.removeValue(forKey: state.reads)
    }
    try await act(action)
    return document
  }

  private func act(_ action: (@Sendable () async throws -> Void)?) async throws(LedgerFailure) {
    do { try await action?() } catch { throw .unavailable("what another process was to do failed: \(error)") }
  }

  func documents(kind: String) async throws(LedgerFailure) -> [SealedDocument] {
    try check()
    let documents = try await base.documents(kind: kind)
    let action = state.withLock { state in
      defer { state.afterList = nil }
      return state.afterList
    }
    try await act(action)
    return documents
  }

  func write(_ id: DocumentID, ciphertext: [UInt8], expecting version: Int?) async throws(LedgerFailure) -> Bool {
    try check(writing: id)
    return try await base.write(id, ciphertext: ciphertext, expecting: version)
  }

  func remove(_ id: DocumentID) async throws(LedgerFailure) -> Bool {
    try check(writing: id)
    return try await base.remove(id)
  }

  func lease(_ id: DocumentID, to owner: String, at now: Instant, until: Instant) async throws(LedgerFailure) -> Bool {
    try check()
    return try await base.lease(id, to: owner, at: now, until: until)
  }

  func endLease(_ id: DocumentID, of owner: String) async throws(LedgerFailure) {
    try check()
    try await base.endLease(id, of: owner)
  }

  func remember(_ state: OneTimeState) async throws(LedgerFailure) {
    try check(writing: true)
    try await base.remember(state)
  }

  func consume(_ key: String, at now: Instant) async throws(LedgerFailure) -> OneTimeState? {
    try check()
    return try await base.consume(key, at: now)
  }
}
