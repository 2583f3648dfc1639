import Desk
import Scheduling

/// A ledger with a failpoint before and after each step.
struct FailingLedger: LedgerInFront {
  let behind: any Ledger
  let points: Failpoints

  private func around<Value>(
    _ step: Step, _ work: () async throws(LedgerFailure) -> Value
  ) async throws(LedgerFailure) -> Value {
    switch await points.reach(step, .before) {
    case .fail: throw .unavailable("a failpoint before \(step.rawValue)")
    case .busy: throw .busy
    case nil: break
    }
    let value = try await work()
    guard await points.reach(step, .after) != nil else { return value }
    throw .unknown("a failpoint after \(step.rawValue)")
  }

  func open(
    _ delivery: DeliveryKey, fingerprint: Fingerprint, at now: Instant, leaseUntil: Instant
  ) async throws(LedgerFailure) -> DeliveryOpening {
    try await around(.open) { () async throws(LedgerFailure) in
      try await behind.open(delivery, fingerprint: fingerprint, at: now, leaseUntil: leaseUntil)
    }
  }

  func progress(of delivery: DeliveryKey, at now: Instant) async throws(LedgerFailure) -> DeliveryProgress {
    try await around(.progress) { () async throws(LedgerFailure) in
      try await behind.progress(of: delivery, at: now)
    }
  }

  func close(
    _ delivery: DeliveryKey, ticket: DeliveryTicket, with answer: Answer, at now: Instant
  ) async throws(LedgerFailure) -> Answer {
    try await around(.close) { () async throws(LedgerFailure) in
      try await behind.close(delivery, ticket: ticket, with: answer, at: now)
    }
  }

  func hold(_ booking: Booking, at now: Instant) async throws(LedgerFailure) -> HoldOutcome {
    try await around(.hold) { () async throws(LedgerFailure) in try await behind.hold(booking, at: now) }
  }

  func advance(
    _ booking: BookingID, epoch: Int, by change: BookingChange, at now: Instant
  ) async throws(LedgerFailure) -> AdvanceOutcome {
    try await around(Step(change)) { () async throws(LedgerFailure) in
      try await behind.advance(booking, epoch: epoch, by: change, at: now)
    }
  }

  func takeOver(
    _ booking: BookingID, at now: Instant, leaseUntil: Instant
  ) async throws(LedgerFailure) -> Booking? {
    try await around(.takeOver) { () async throws(LedgerFailure) in
      try await behind.takeOver(booking, at: now, leaseUntil: leaseUntil)
    }
  }

  func lookUp(
    _ code: ConfirmationCode, at desk: DeskKey, by guessers: [Guesser], at now: Instant
  ) async throws(LedgerFailure) -> CodeLookUp {
    try await around(.lookUp) { () async throws(LedgerFailure) in
      try await behind.lookUp(code, at: desk, by: guessers, at: now)
    }
  }

  func markEnded(_ call: CallID, of desk: DeskKey, at now: Instant) async throws(LedgerFailure) {
    try await around(.markEnded) { () async throws(LedgerFailure) in
      try await behind.markEnded(call, of: desk, at: now)
    }
  }

  func extendKept(for call: CallID, of desk: DeskKey, at now: Instant, until: Instant) async throws(LedgerFailure) {
    try await around(.extendKept) { () async throws(LedgerFailure) in
      try await behind.extendKept(for: call, of: desk, at: now, until: until)
    }
  }

  func takeOutbox(at now: Instant, leaseUntil: Instant, limit: Int) async throws(LedgerFailure) -> [OutboxEntry] {
    try await around(.takeOutbox) { () async throws(LedgerFailure) in
      try await behind.takeOutbox(at: now, leaseUntil: leaseUntil, limit: limit)
    }
  }

  func settle(_ entry: OutboxEntry.ID) async throws(LedgerFailure) {
    try await around(.settle) { () async throws(LedgerFailure) in try await behind.settle(entry) }
  }

  func postpone(_ entry: OutboxEntry.ID, until: Instant) async throws(LedgerFailure) {
    try await around(.postpone) { () async throws(LedgerFailure) in
      try await behind.postpone(entry, until: until)
    }
  }

  func raise(_ notice: Notice, closing: DeliveryClosing?, at now: Instant) async throws(LedgerFailure) -> Bool {
    try await around(.raise) { () async throws(LedgerFailure) in
      try await behind.raise(notice, closing: closing, at: now)
    }
  }

  func restore(_ booking: Booking, raising notice: Notice?, at now: Instant) async throws(LedgerFailure) -> Booking {
    try await around(.restore) { () async throws(LedgerFailure) in
      try await behind.restore(booking, raising: notice, at: now)
    }
  }

  func takeThePlace(of lost: LedgerID) async throws(LedgerFailure) -> Bool {
    try await behind.takeThePlace(of: lost)
  }

  func reopen() async throws(LedgerFailure) {
    try await around(.reopen) { () async throws(LedgerFailure) in try await behind.reopen() }
  }
}
