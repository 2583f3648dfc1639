/// One entry of `PUT /sandbox/faults`: which requests it meets, and what then goes wrong.
struct Fault: Codable, Sendable, Equatable {
  struct Match: Codable, Sendable, Equatable {
    /// Any method where absent.
    var method: String?
    /// A prefix of the path, or a glob in which `*` stands for any characters; any path where absent.
    var path: String?
  }

  enum Drop: String, Codable, Sendable {
    /// Nothing happens and the connection closes without an answer.
    case before
    /// The request takes effect, then the connection closes without an answer.
    case after
  }

  struct Action: Codable, Sendable, Equatable {
    /// Answered in place of the request's effect.
    var status: Int?
    /// The error's reason; a usual one for the status where absent.
    var reason: String?
    /// Milliseconds before the effect, which then happens even if the client has gone.
    var delayMs: Int?
    /// Waits before the effect for `POST /sandbox/release`; the effect then comes even if the client has gone.
    var awaitsRelease: Bool?
    var drop: Drop?
    /// The body of the answer, byte for byte. Alone it replaces the body of the true answer.
    var body: String?
    /// Milliseconds between one byte of the body and the next.
    var trickleMs: Int?
    /// With a status: the request takes effect all the same, and its answer is replaced.
    var commits: Bool?
    /// Further headers of the answer, such as `Retry-After`.
    var headers: [String: String]?
  }

  var match: Match?
  /// Meets that pass unharmed before the first fault.
  var after: Int?
  /// How often it strikes; for ever where absent.
  var times: Int?
  /// 0 to 1; certain where absent.
  var probability: Double?
  var `do`: Action

  static let expected =
    "a list of {match?: {method?, path?}, after?, times?, probability?, do: {status?, reason?, delayMs?, "
    + "awaitsRelease?, drop?: before or after, body?, trickleMs?, commits?, headers?}}"

  /// What is wrong with it; nil where nothing is.
  var mistake: String? {
    if let probability, !(0...1).contains(probability) { return "probability is between 0 and 1" }
    if let status = `do`.status, !(200...599).contains(status) { return "status is between 200 and 599" }
    let counts = [after, times, `do`.delayMs, `do`.trickleMs]
    if counts.contains(where: { $0.map { $0 < 0 } ?? false }) {
      return "after, times, delayMs and trickleMs are not negative"
    }
    return nil
  }
}

/// A fault and what it has met so far.
struct ArmedFault: Sendable {
  let fault: Fault
  private(set) var met = 0
  private(set) var struck = 0

  init(_ fault: Fault) { self.fault = fault }

  /// Whether it strikes at this request.
  mutating func strikes(_ inquiry: Inquiry, _ random: inout SplitMix64) -> Bool {
    if let method = fault.match?.method, method.uppercased() != inquiry.method { return false }
    if let path = fault.match?.path {
      let decoded = "/" + inquiry.segments.joined(separator: "/")
      guard Glob.matches(path, inquiry.path) || Glob.matches(path, decoded) else { return false }
    }
    met += 1
    guard met > fault.after ?? 0, struck < fault.times ?? Int.max else { return false }
    if let probability = fault.probability {
      guard Double(random.next() >> 11) * 0x1p-53 < probability else { return false }
    }
    struck += 1
    return true
  }
}

/// Path patterns of faults.
enum Glob {
  /// A pattern without `*` is a prefix.
  static func matches(_ pattern: String, _ text: String) -> Bool {
    guard pattern.contains("*") else { return text.hasPrefix(pattern) }
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard let first = parts.first, let last = parts.last, text.hasPrefix(first) else { return false }
    var rest = text.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}

extension World {
  /// The first fault in order that strikes.
  mutating func strike(_ inquiry: Inquiry) -> Fault.Action? {
    for index in faults.indices where faults[index].strikes(inquiry, &random) { return faults[index].fault.do }
    return nil
  }
}
