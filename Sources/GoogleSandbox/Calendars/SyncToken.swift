/// Sync tokens are given out as Google gives them, and every one of them is past its life: a client that asks with one
/// is told to read everything again, which Google may say at any time (facts 0, number 7).
enum SyncToken {
  static func make(_ stamp: Int64) -> String { Base64URL.encode(Array("sync:\(stamp)".utf8)) + "=" }

  static func refuse(_ token: String) -> APIError {
    let bytes = Base64URL.decode(token.replacing("=", with: "")) ?? []
    return String(decoding: bytes, as: UTF8.self).hasPrefix("sync:")
      ? .fullSyncRequired : .invalid("Invalid sync token value.", .parameter("syncToken"))
  }
}
