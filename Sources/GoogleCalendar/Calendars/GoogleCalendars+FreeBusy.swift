import Desk
import Scheduling

extension GoogleCalendars {
  /// What `freeBusy.query` is asked at a time: more calendars may be left out of the answer, and longer windows are
  /// refused (facts 2.7).
  private static let mostCalendars = 50
  private static let longestWindow = Duration.days(60)

  /// When each calendar is busy, as Google counts it. Calendars of one account share a question.
  func freeBusy(
    of calendars: [CalendarReference], in window: Interval, for errand: Errand, by deadline: Deadline
  ) async -> [CalendarReference: Reading] {
    let questions = Dictionary(grouping: calendars, by: \.account).flatMap { account, calendars in
      Self.parts(of: calendars.map(\.calendar)).flatMap { ids in
        Self.parts(of: window).map { (account: account, ids: ids, window: $0) }
      }
    }
    return await withTaskGroup(of: [CalendarReference: Reading].self) { group in
      for question in questions {
        group.addTask {
          await self.freeBusy(
            of: question.ids, through: question.account, in: question.window, for: errand, by: deadline)
        }
      }
      return await group.reduce(into: [:]) { all, part in all.merge(part, uniquingKeysWith: Self.joined) }
    }
  }

  private func freeBusy(
    of ids: [CalendarID], through account: AccountID, in window: Interval, for errand: Errand,
    by deadline: Deadline
  ) async -> [CalendarReference: Reading] {
    var readings: [CalendarReference: Reading] = [:]
    do throws(GoogleFailure) {
      let answer = try await client.freeBusy(of: ids, through: account, window: window, for: errand, by: deadline)
      for id in ids {
        readings[CalendarReference(account: account, calendar: id)] = Self.reading(of: answer.calendars?[id.rawValue])
      }
    } catch {
      for id in ids { readings[CalendarReference(account: account, calendar: id)] = .failure(error) }
    }
    return readings
  }

  /// A calendar that the answer leaves out is not free.
  private static func reading(of entry: FreeBusyCalendar?) -> Reading {
    do throws(GoogleFailure) {
      guard let entry else { throw .unreadable }
      return .success(try entry.periods().map { Block(period: $0) })
    } catch {
      return .failure(error)
    }
  }

  /// A calendar is known only if every part of the window is.
  private static func joined(_ left: Reading, _ right: Reading) -> Reading {
    switch (left, right) {
    case (.success(let some), .success(let others)): .success(some + others)
    case (.failure, _): left
    case (_, .failure): right
    }
  }

  private static func parts(of calendars: [CalendarID]) -> [[CalendarID]] {
    stride(from: 0, to: calendars.count, by: mostCalendars).map {
      Array(calendars[$0..<min($0 + mostCalendars, calendars.count)])
    }
  }

  private static func parts(of window: Interval) -> [Interval] {
    var parts: [Interval] = []
    var start = window.start
    while let part = Interval(start: start, end: min(start + longestWindow, window.end)) {
      parts.append(part)
      start = part.end
    }
    return parts
  }
}
