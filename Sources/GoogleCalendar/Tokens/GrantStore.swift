import Desk
import Scheduling

/// A grant as it was last read or written.
struct StoredGrant: Hashable, Sendable {
  var document: GrantDocument
  /// `nil`: not in storage yet.
  var version: Int?
}

/// The grants in the vault, sealed under the account they belong to.
struct GrantStore: Sendable {
  static let kind = "google-grant"

  let vault: any Vault
  let sealer: Sealer

  enum Trouble: Error, Hashable, Sendable {
    case storage(LedgerFailure)
    case sealed(SealFailure)
    /// It opens, and this version cannot read what is in it.
    case unreadable
  }

  static func id(_ account: AccountID) -> DocumentID { DocumentID(kind: kind, name: account.rawValue) }

  func read(_ account: AccountID) async throws(Trouble) -> StoredGrant? {
    let sealed: SealedDocument?
    do throws(LedgerFailure) { sealed = try await vault.document(Self.id(account)) } catch { throw .storage(error) }
    return try sealed.map { sealed throws(Trouble) in try open(sealed) }
  }

  /// Every grant as it is stored, still sealed.
  func all() async throws(Trouble) -> [SealedDocument] {
    do throws(LedgerFailure) { return try await vault.documents(kind: Self.kind) } catch { throw .storage(error) }
  }

  func open(_ sealed: SealedDocument) throws(Trouble) -> StoredGrant {
    let bytes: [UInt8]
    do throws(SealFailure) { bytes = try sealer.open(sealed.ciphertext, as: sealed.id) } catch { throw .sealed(error) }
    guard let document = GrantDocument(stored: bytes) else { throw .unreadable }
    return StoredGrant(document: document, version: sealed.version)
  }

  /// Compare-and-set. The new version; `nil` when somebody else was first.
  func write(
    _ document: GrantDocument, of account: AccountID, expecting version: Int?
  ) async throws(Trouble) -> Int? {
    let bytes: [UInt8]
    do { bytes = try document.stored } catch { throw .unreadable }
    let id = Self.id(account)
    do throws(LedgerFailure) {
      guard try await vault.write(id, ciphertext: sealer.seal(bytes, as: id), expecting: version) else { return nil }
      if let version { return version + 1 }
      // Versions do not begin at 1 again after a document was removed.
      return try await vault.document(id)?.version ?? 1
    } catch {
      throw .storage(error)
    }
  }

  func remove(_ account: AccountID) async throws(Trouble) -> Bool {
    do throws(LedgerFailure) { return try await vault.remove(Self.id(account)) } catch { throw .storage(error) }
  }

  func lease(_ account: AccountID, to owner: String, at now: Instant, until: Instant) async throws(Trouble) -> Bool {
    do throws(LedgerFailure) {
      return try await vault.lease(Self.id(account), to: owner, at: now, until: until)
    } catch {
      throw .storage(error)
    }
  }

  func endLease(_ account: AccountID, of owner: String) async throws(Trouble) {
    do throws(LedgerFailure) { try await vault.endLease(Self.id(account), of: owner) } catch { throw .storage(error) }
  }
}
