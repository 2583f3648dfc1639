import Desk
import Scheduling

/// A booking that a crash interrupts, a move, a cancellation.
extension DemoScript {
  /// For what needs some seconds: the leases of a server that is gone have to run out.
  private static let patience = Duration.seconds(20)

  /// The server is killed when Google has the event and the ledger does not know; a new one finishes the booking when the
  /// caller asks again.
  func crash(askingFor day: CivilDate, expecting count: Int) async throws {
    let line = try await pickUp("Alan calls", as: "Alan", from: "+14155550177", askingFor: day)
    guard let slot = try await check(line, "check-4").last else { return }
    transcript.title("The server is killed when Google has the event and the ledger does not know yet")
    try await google.holdNextInsertsAnswer()
    async let lost = book(line, "book-4", slot: slot)
    let isThere = try await eventually { try await standing().count == count }
    guard isThere else {
      _ = try await lost
      return transcript.expect(false, "Google has the event before the server knows")
    }
    try await power.cut()
    do {
      show(try await lost)
      transcript.expect(false, "a server that is killed does not answer")
    } catch {
      transcript.note("create_event: no answer, the connection broke. SIGKILL.")
    }
    let start = clock.uptime()
    try await power.back()
    transcript.note("A new server listens \(Transcript.milliseconds(clock.uptime() - start)) after its start.")

    transcript.title("Alan's assistant asks again")
    let answer = try await askAgain(line, "book-4", slot: slot)
    transcript.expect(answer.isBooked, "the booking is finished")
    try await expectEvents(count, "there is one event, the one that the dead server made")
    try await hangUp([line])
  }

  /// The same delivery until it is settled; only the first and the last answer are shown.
  private func askAgain(_ line: Line, _ id: String, slot: String) async throws -> Spoken {
    let deadline = Deadline(in: Self.patience, on: clock)
    var answer = try await book(line, id, slot: slot)
    show(answer)
    var repetitions = 0
    while !answer.isBooked, !deadline.hasPassed(on: clock) {
      try await clock.sleep(for: .milliseconds(300))
      answer = try await book(line, id, slot: slot)
      repetitions += 1
    }
    if repetitions > 0 {
      if repetitions > 1 { transcript.note("… \(repetitions) times, until the dead server's lease has run out:") }
      show(answer)
    }
    return answer
  }

  func move(_ booked: Spoken?, to day: CivilDate, expecting count: Int) async throws {
    guard let booked, let code = booked.code, let old = booked.facts?["start"]?.string else { return }
    let line = try await pickUp(
      "\(booked.line.name) calls again and wants another time", as: booked.line.name, from: booked.line.number,
      askingFor: day)
    guard let slot = try await check(line, "check-5").last else { return }
    let answer = try await ask(
      line, "move-1", "reschedule_event", ["confirmationCode": .string(code), "slot": .string(slot)])
    show(answer)
    transcript.expect(!answer.isError, "the appointment is moved")
    let starts = try await standing().compactMap(\.start)
    transcript.expect(starts.count == count, "a move makes no second event")
    let new = answer.facts?["start"]?.string
    transcript.expect(new != nil && new != old, "the answer says when the appointment is now")
    transcript.expect(
      new.map { isTold($0, in: starts) } == true && !isTold(old, in: starts), "the event is at the new time alone")
    try await hangUp([line])
  }

  func cancel(_ booked: Spoken?, expecting count: Int) async throws {
    guard let booked, let code = booked.code else { return }
    let line = try await pickUp(
      "\(booked.line.name) calls again and cancels", as: booked.line.name, from: booked.line.number,
      askingFor: booked.line.day)
    let answer = try await ask(line, "cancel-1", "cancel_event", ["confirmationCode": .string(code)])
    show(answer)
    transcript.expect(!answer.isError, "the appointment is cancelled")
    // The deletion may follow the answer.
    let isGone = try await eventually { try await standing().count == count }
    transcript.expect(isGone, "the event is gone")
    try await hangUp([line])
  }

  private func standing() async throws -> [DemoGoogle.Event] {
    try await google.events(of: DemoDesk.owner).filter { !$0.isCancelled }
  }

  /// Whether one of the written times is that instant.
  private func isTold(_ time: String, in times: [String]) -> Bool {
    guard let wanted = instant(time) else { return false }
    return times.contains { instant($0) == wanted }
  }

  private func instant(_ text: String) -> Instant? {
    do throws(WrittenTimeError) {
      if case .instant(let instant, _) = try WrittenTime(text) { return instant }
    } catch {
      // No time at all.
    }
    return nil
  }

  func eventually(_ holds: () async throws -> Bool) async throws -> Bool {
    let deadline = Deadline(in: Self.patience, on: clock)
    while !(try await holds()) {
      guard !deadline.hasPassed(on: clock) else { return false }
      try await clock.sleep(for: .milliseconds(20))
    }
    return true
  }
}

extension DemoScript.Spoken {
  var code: String? { facts?["confirmationCode"]?.string }
}
