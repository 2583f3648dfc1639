package import Desk

/// Which accounts are reached through service accounts: each one's own address, and those that it is delegated to act for.
package struct ServiceAccountRoster: Sendable {
  /// How one account is reached.
  struct Identity: Sendable {
    let key: ServiceAccountKey
    /// Whom the service account acts for; `nil`: for itself.
    let subject: String?
  }

  private let keys: [ServiceAccountKey]
  private let delegation: [AccountID]

  /// - Parameter delegation: accounts of people for whom the first key may act (domain-wide delegation).
  package init(keys: [ServiceAccountKey] = [], delegation: [AccountID] = []) {
    self.keys = keys
    self.delegation = keys.isEmpty ? [] : delegation
  }

  /// Every account that is reached through a service account.
  var accounts: [AccountID] { keys.map { AccountID($0.clientEmail) } + delegation }

  func identity(for account: AccountID) -> Identity? {
    if let key = keys.first(where: { AccountID($0.clientEmail) == account }) {
      return Identity(key: key, subject: nil)
    }
    guard delegation.contains(account), let key = keys.first else { return nil }
    return Identity(key: key, subject: account.rawValue)
  }
}
