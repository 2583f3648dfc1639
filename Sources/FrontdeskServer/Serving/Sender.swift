import NIOCore

/// Who sends, as far as it can be counted: an IPv4 address, or the /64 network of an IPv6 address, which one sender has
/// whole to choose from. It is the address of the socket: forwarding headers are the sender's own words and are not read.
struct Sender: Hashable, Sendable {
  let name: String

  init(_ address: SocketAddress?) { self.init(ipAddress: address?.ipAddress ?? "") }

  init(ipAddress text: String) {
    // An IPv4 address inside an IPv6 one is written with dots.
    name = text.contains(":") && !text.contains(".") ? Self.network(of: text) : text
  }

  /// The first four groups of an IPv6 address in the form of RFC 5952.
  private static func network(of text: String) -> String {
    let written = text.prefix { $0 != "%" }
    let halves = written.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
      .map { $0.split(separator: ":").map(String.init) }
    var groups = halves[0]
    if halves.count == 2 {
      groups += Array(repeating: "0", count: max(0, 8 - halves[0].count - halves[1].count)) + halves[1]
    }
    return groups.prefix(4).joined(separator: ":") + "::/64"
  }
}
