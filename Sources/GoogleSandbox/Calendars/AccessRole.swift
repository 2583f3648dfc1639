/// What an account may do in a calendar, in ascending order.
enum AccessRole: String, Comparable, Sendable, CaseIterable {
  case freeBusyReader, reader, writerWithoutPrivateAccess, writer, owner

  static func < (left: AccessRole, right: AccessRole) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .freeBusyReader: 0
    case .reader: 1
    case .writerWithoutPrivateAccess: 2
    case .writer: 3
    case .owner: 4
    }
  }

  var canWrite: Bool { self >= .writerWithoutPrivateAccess }
  var seesPrivateDetails: Bool { self >= .writer }
}
