package import Desk

extension ToolRequest {
  /// How Vapi sends to a `server` block: a tool's, an assistant's, or a phone number's.
  ///
  /// - Parameters:
  ///   - server: `url` and, if need be, `headers`. A header that the block sets by hand wins over the credential's.
  ///   - credential: what authenticates the request.
  /// - Returns: `nil` when the block has no URL.
  package init?(server: JSONValue, credential: CredentialPlan? = nil) {
    guard let url = server["url"]?.string else { return nil }
    var headers: [Header] = []
    if case .object(let members)? = server["headers"] {
      headers = members.compactMap { member in
        member.value.string.map { Header(name: member.name, value: $0) }
      }
    }
    var plan: HMACPlan?
    switch credential {
    case .fixed(let name, let value):
      if !headers.contains(where: { $0.name.lowercased() == name.lowercased() }) {
        headers.append(Header(name: name, value: value))
      }
    case .signature(let signature): plan = signature
    case nil: break
    }
    self.init(url: url, headers: headers, plan: plan)
  }
}
