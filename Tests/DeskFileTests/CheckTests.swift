import Desk
import DeskFile
import Scheduling
import Testing

/// What each part says is right, and yet they do not go together.
@Suite struct CheckTests {
  @Test(arguments: [
    (
      DeskTexts.desk(hours: "  monday: 09:00-10:00", service: "duration: 2h"),
      "10:15 visit can never be booked: it takes 2h, and no stretch of hours is longer than 1h."
    ),
    (
      DeskTexts.desk(hours: "  monday: [09:00-12:00, 13:00-17:00]", service: "duration: 5h"),
      "10:15 visit can never be booked: it takes 5h, and no stretch of hours is longer than 4h."
    ),
    (
      DeskTexts.desk(service: "duration: 3h", host: "hours: {monday: 15:00-19:00}"),
      "10:15 visit can never be booked: it takes 3h, and no stretch of hours is longer than 2h."
    ),
    (
      DeskTexts.desk(service: "duration: 30\n    notice: 61d"),
      "11:13 visit can never be booked: its notice of 61d is longer than its horizon of 60 days."
    ),
  ])
  func `a service that can never be booked is refused`(_ text: String, _ expected: String) {
    #expect(DeskTexts.problems(text) == [expected])
  }

  @Test(arguments: [
    DeskTexts.desk(hours: "  monday: [09:00-12:00, 12:00-17:00]", service: "duration: 5h"),
    DeskTexts.desk(hours: "  monday: 20:00-24:00\n  tuesday: 00:00-02:00", service: "duration: 5h"),
    DeskTexts.desk(hours: "  sunday: 20:00-24:00\n  monday: 00:00-02:00", service: "duration: 5h"),
    DeskTexts.desk(hours: "  monday: 09:00-10:00", service: "duration: 5h", more: "special: {2026-12-24: 09:00-14:00}"),
    DeskTexts.desk(
      hours: "  monday: 09:00-10:00", service: "duration: 5h",
      more: "special: {2026-12-24: 20:00-24:00, 2026-12-25: 00:00-03:00}"),
    DeskTexts.desk(service: "duration: 30\n    notice: 60d"),
    DeskTexts.desk(service: "duration: 9h\n    durations: [1h]"),
  ])
  func `one that can be booked some time is not`(_ text: String) {
    #expect(DeskTexts.problems(text) == [])
  }

  @Test(arguments: [
    (DeskTexts.desk(hours: "  monday: closed"), "8:10 Nobody who offers visit is ever open: it cannot be booked."),
    (
      DeskTexts.desk(service: "duration: 1h\n    durations: [9h]"),
      "11:16 9h is longer than any stretch of hours and can never be booked."
    ),
    (
      DeskTexts.desk(service: "duration: 30\n    window: {until: 2026-11-24}"),
      "11:13 The window of visit is over since 2026-11-24: it cannot be booked."
    ),
    (
      DeskTexts.desk(service: "duration: 30\n    limit: {day: 5, week: 3}"),
      "11:18 The limit of 3 a week is reached before that of 5 a day."
    ),
    (
      DeskTexts.desk(service: "duration: 30\n    places: 8\n    limit: {day: 5}"),
      "12:12 Each place is a booking: with a limit of 5 not all of the 8 places can be taken."
    ),
    (
      DeskTexts.desk(host: "hours: {monday: 09:00-17:00, sunday: 10:00-12:00}"),
      "15:42 The desk is closed while maria works on sunday: nothing is offered then."
    ),
    (
      DeskTexts.desk(host: "hours: {monday: 08:00-17:00}"),
      "15:21 maria works longer on monday than the desk is open: only what both have is offered."
    ),
    (
      DeskTexts.desk(more: "  - {key: tom, name: Tom, calendar: {account: maria@example.com}}"),
      "16:37 maria has this calendar too: only one of them can be booked at a time."
    ),
    (
      DeskTexts.desk(
        service: "duration: 30\n    hosts: [maria]", more: "  - {key: tom, name: Tom, calendar: {account: t@b.c}}"),
      "17:11 No service is offered by tom."
    ),
    (
      DeskTexts.desk(
        service: "duration: 3h\n    hosts: [maria, tom]",
        more: "  - {key: tom, name: Tom, calendar: {account: t@b.c}, hours: {monday: 09:00-10:00}}"),
      "11:12 tom is never open for as long as visit takes."
    ),
    (DeskTexts.desk(more: "rooms: [{key: blue, name: Blue}]"), "16:15 No service needs the room blue."),
    (
      DeskTexts.desk(more: "holidays: {2025-12-25: Christmas Day}"),
      "16:11 The last of the holidays was on 2025-12-25: write those to come."
    ),
    (
      DeskTexts.desk(more: "region: AQ"),
      "16:9 How telephone numbers are written in AQ is not known here: callers must say theirs with the country code."
    ),
  ])
  func `what is probably not meant is warned of and can be stored`(_ text: String, _ expected: String) {
    #expect(DeskTexts.warnings(text) == [expected])
    #expect(DeskTexts.problems(text) == [])
  }

  @Test(arguments: [
    DeskTexts.desk(), DeskTexts.desk(service: "duration: 30\n    window: {until: 2026-11-25}"),
    DeskTexts.desk(host: "hours: {monday: [09:00-12:00, 13:00-17:00]}"),
    DeskTexts.desk(more: "holidays: {2025-12-25: Christmas Day, 2026-12-25: Christmas Day}"),
  ])
  func `nothing is said of what is well`(_ text: String) {
    #expect(DeskTexts.warnings(text) == [])
  }

  @Test func `what does not hold together is named along with other mistakes`() {
    let text = DeskTexts.desk(key: "key: A B", hours: "  monday: 09:00-10:00", service: "duration: 2h")
    #expect(DeskTexts.problems(text).map { $0.prefix(while: { $0 != " " }) } == ["2:6", "10:15"])
  }

  @Test func `what is missing for another mistake's sake is no mistake more`() {
    let text = DeskTexts.desk(service: "duration: 2h", host: "hours: {monday: 9-10}", more: "rooms: [{key: blue}]")
    #expect(DeskTexts.problems(text).map { $0.prefix(while: { $0 != " " }) } == ["15:21", "16:9"])
  }
}
