import Desk
import LedgerContract
import Scheduling
import Synchronization
import Testing

@Suite struct `Services with lengths and short intervals` {
  static let lengths = SlotRules(
    duration: .minutes(30), interval: .minutes(30), notice: .hours(2), horizonDays: 60, durations: [.minutes(60)])

  @Test func `an empty day is not fully booked, however many starts lie before it`() async throws {
    let rules = SlotRules(duration: .minutes(30), interval: .minutes(1), horizonDays: 60)
    let office = try await Office(.clinic(rules: rules))
    let answer = await office.ask("check_availability", ["when": "2026-11-26"])
    #expect(answer.kind == .offered)
    let starts = answer.facts["slots"]?.array?.compactMap { $0["start"]?.string }
    #expect(starts?.first == "2026-11-26T09:00:00-05:00")
    let taken = await office.ask("check_availability", ["when": "2026-11-26T20:00:00"])
    #expect(
      taken.facts["slots"]?.array?.compactMap { $0["start"]?.string } == [
        "2026-11-26T16:30:00-05:00", "2026-11-27T09:00:00-05:00", "2026-11-27T09:01:00-05:00",
      ])
  }

  @Test func `an offer of another length says what to send with the slot`() async throws {
    let office = try await Office(.clinic(rules: Self.lengths))
    let answer = await office.ask("check_availability", ["when": "2026-11-25", "durationMinutes": 60])
    #expect(answer.line.hasSuffix("To book, send durationMinutes 60 with the slot."))
    let slot = try #require(answer.facts["slots"]?.array?.first?["slot"])
    let booked = await office.ask("create_event", ["slot": slot, "durationMinutes": 60])
    #expect(booked.facts["end"]?.string == "2026-11-25T10:00:00-05:00")
    #expect(booked.line.contains(" for 1 hour"))
  }

  @Test func `a booking that stands does not grow by asking again`() async throws {
    let office = try await Office(.clinic(rules: Self.lengths))
    _ = await office.ask("create_event", ["start": "2026-11-25T14:00:00"])
    let answer = await office.ask(
      "create_event", ["start": "2026-11-25T14:00:00", "durationMinutes": 60], id: "tool-2")
    #expect(answer.line.contains("It was booked before and keeps its length of 30 minutes."))
    #expect(answer.facts["end"]?.string == "2026-11-25T14:30:00-05:00")
  }

  static let two = [
    Host(key: HostKey("kim"), name: "Dr. Kim", calendar: Office.owner),
    Host(key: HostKey("lee"), name: "Dr. Lee", calendar: Office.second),
  ]

  @Test func `what one host's calendar hides is not called booked because another is full`() async throws {
    let office = try await Office(.clinic(hosts: Self.two))
    office.calendars.add(Interval(start: try .at("2026-11-25T00:00:00-05:00"), duration: .days(1)), to: Office.second)
    office.calendars.state.withLock { $0.unreadable[Office.owner] = .unreachable }
    #expect(await office.ask("check_availability", ["when": "2026-11-25"]).kind == .unreachable)
    #expect(await office.ask("check_availability", ["when": "2026-11-25T14:00:00"]).kind == .unreachable)
  }

  @Test func `a slot beside another person's name is asked about`() async throws {
    let office = try await Office(.clinic(hosts: Self.two))
    let offered = await office.ask("check_availability", ["when": "2026-11-25", "host": "kim"])
    let slot = try #require(offered.facts["slots"]?.array?.first?["slot"])
    let answer = await office.ask("create_event", ["slot": slot, "host": "Dr. Lee"])
    #expect(answer.kind == .ask)
    #expect(answer.line.contains("for another person or service"))
  }

  @Test func `a hint never hides what the desk offers`() async throws {
    let profile = try DeskProfile.clinic(hosts: Self.two)
    let massage = Offering(
      key: OfferingKey("massage"), name: "Massage", rules: Self.lengths, hosts: [HostKey("lee")])
    let desk = DeskProfile(
      key: profile.key, name: profile.name, zone: profile.zone, hours: profile.hours,
      offerings: profile.offerings + [massage], hosts: profile.hosts)
    let office = try await Office(desk)
    let context = CallContext(call: CallID("call-1"), hints: ["kim"])
    let booked = await office.ask(
      "create_event", ["start": "2026-11-25T14:00:00", "service": "massage"], in: context)
    #expect(booked.facts["host"] == "lee")
    let refused = await office.ask(
      "create_event", ["start": "2026-11-25T15:00:00", "service": "massage", "host": "kim"], id: "t2")
    #expect(refused.line == "Massage is not offered by the person named. Ask whether Dr. Lee would suit.")
  }
}
