/// Units spent by each user in the last sixty seconds; what is refused spends nothing.
///
/// Source: developers.google.com/workspace/calendar/api/guides/quota
struct QuotaWindow: Sendable {
  private var spent: [String: [(at: Moment, units: Int)]] = [:]

  mutating func spend(_ units: Int, by user: String, at now: Moment, limit: Int) -> Bool {
    let recent = (spent[user] ?? []).filter { $0.at > now.adding(seconds: -60) }
    guard recent.reduce(0, { $0 + $1.units }) + units <= limit else {
      spent[user] = recent
      return false
    }
    spent[user] = recent + [(now, units)]
    return true
  }
}
