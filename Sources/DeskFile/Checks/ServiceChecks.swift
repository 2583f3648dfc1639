import Desk
import Scheduling
import Yams

/// Whether a service can be booked at all, as far as the file tells.
struct ServiceChecks {
  private let checks: DeskChecks
  private let node: Node
  private let service: Offering
  private let able: [Host]

  init(_ checks: DeskChecks, _ node: Node, _ service: Offering) {
    self.checks = checks
    self.node = node
    self.service = service
    able = checks.profile.hosts(for: service)
  }

  func run(_ findings: inout Findings) {
    if checks.hosts.isComplete, checks.hoursAreRight { checkLengths(&findings) }
    checkTimes(&findings)
    checkLimits(&findings)
  }

  private func checkLengths(_ findings: inout Findings) {
    let stretches = able.map { (host: $0, longest: checks.profile.openingHours(of: $0).longestStretch) }
    guard let longest = stretches.map(\.longest).max() else { return }
    let rules = service.rules
    let shortest = rules.durations.reduce(rules.duration, min)
    if longest == .zero {
      return findings.warn(
        "Nobody who offers \(service.key) is ever open: it cannot be booked.", at: node.member("key"))
    }
    if longest < shortest {
      return findings.note(
        "\(service.key) can never be booked: it takes \(Lengths.words(shortest)), and no stretch of hours is longer than "
          + "\(Lengths.words(longest)).", at: node.member("duration"))
    }
    for length in [rules.duration] + rules.durations where length > longest {
      let place = length == rules.duration ? "duration" : "durations"
      findings.warn(
        "\(Lengths.words(length)) is longer than any stretch of hours and can never be booked.", at: node.member(place))
    }
    for (host, stretch) in stretches where service.hosts.contains(host.key) && stretch < shortest {
      findings.warn(
        "\(host.key) is never open for as long as \(service.key) takes.", at: node.member("hosts"))
    }
  }

  private func checkTimes(_ findings: inout Findings) {
    let rules = service.rules
    if rules.notice >= .days(rules.horizonDays + 1) {
      findings.note(
        "\(service.key) can never be booked: its notice of \(Lengths.words(rules.notice)) is longer than its horizon of "
          + "\(rules.horizonDays) days.", at: node.member("notice"))
    }
    if let window = rules.window, let today = checks.today, window.upperBound < today {
      findings.warn(
        "The window of \(service.key) is over since \(window.upperBound): it cannot be booked.",
        at: node.member("window"))
    }
  }

  private func checkLimits(_ findings: inout Findings) {
    let rules = service.rules
    if let day = rules.dailyLimit, let week = rules.weeklyLimit, day > week {
      findings.warn(
        "The limit of \(week) a week is reached before that of \(day) a day.", at: node.member("limit", "day"))
    }
    let limit = [rules.dailyLimit, rules.weeklyLimit].compactMap(\.self).min()
    if let limit, limit < rules.places {
      findings.warn(
        "Each place is a booking: with a limit of \(limit) not all of the \(rules.places) places can be taken.",
        at: node.member("limit"))
    }
  }
}

extension OpeningHours {
  /// The longest time without a break in an ordinary week or on a special day; hours that touch are one stretch, across
  /// midnight too. Zero: never open. At most eight days.
  fileprivate var longestStretch: Duration {
    let days = Weekday.allCases
    // The week twice, so that a stretch over its end is seen whole.
    var (longest, running, end) = (0, 0, -1)
    for (index, day) in (days + days).enumerated() {
      for hours in weekly.days[day] ?? [] {
        let opens = index * 86_400 + hours.opens.secondOfDay
        let length = hours.closes.secondOfDay - hours.opens.secondOfDay
        running = opens == end ? running + length : length
        end = opens + length
        longest = max(longest, running)
      }
    }
    // Touching the day before or after, a special day may reach further still: what is not certain is not refused.
    let special = special.values.contains { !$0.hours.isEmpty } ? specialStretch : 0
    return .minutes(min(max(longest, special), 8 * 86_400) / 60)
  }

  private var specialStretch: Int {
    special.values.map { day in
      let around = [-1, 0, 1].flatMap { offset in
        hours(on: day.date.adding(days: offset)).map {
          (opens: offset * 86_400 + $0.opens.secondOfDay, closes: offset * 86_400 + $0.closes.secondOfDay)
        }
      }
      var (longest, running, end) = (0, 0, Int.min)
      for stretch in around {
        running = stretch.opens == end ? running + stretch.closes - stretch.opens : stretch.closes - stretch.opens
        end = stretch.closes
        longest = max(longest, running)
      }
      return longest
    }.max() ?? 0
  }
}
