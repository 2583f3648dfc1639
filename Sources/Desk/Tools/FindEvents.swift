import Scheduling

/// `find_events`: the caller's own upcoming bookings, as the calendar has them now (DESIGN section 7).
struct FindEvents: Sendable {
  /// More than these are neither checked nor told.
  static let limit = 5

  let bench: Workbench

  func answer(_ request: ToolRequest) async -> Answer {
    let name: String?
    do throws(Asking) { name = try request.arguments.name("name") } catch { return request.writer.ask(error.question) }
    do throws(LedgerFailure) {
      switch try await bench.search.named(request) {
      case .not(let answer)?: return answer
      case .found(let booking)?: return try await tell([booking], request)
      case nil:
        let own = named(name, BookingSearch.topical(try await bench.search.own(request)))
        return try await own.isEmpty ? bench.search.none(.missingCode, request) : tell(own, request)
      }
    } catch {
      return bench.failed(
        error, request, else: request.writer.stay(tool: request.tool.rawValue, wanted: nil, slot: nil))
    }
  }

  /// A number may be shared: those booked under the name, if there are any.
  private func named(_ name: String?, _ bookings: [Booking]) -> [Booking] {
    guard let name = name?.lowercased() else { return bookings }
    let matching = bookings.filter { $0.details.name?.lowercased().contains(name) == true }
    return matching.isEmpty ? bookings : matching
  }

  private func tell(_ bookings: [Booking], _ request: ToolRequest) async throws(LedgerFailure) -> Answer {
    let findings = await check(Array(bookings.prefix(Self.limit)), request)
    for finding in findings where finding.booking.state.isAtRest {
      if finding.booking.owesReport == request.context.call { request.hearing.note(finding.booking) }
    }
    return request.writer.found(
      findings, further: bookings.count - findings.count,
      isPartial: try await bench.ledger.condition().closedBecause != nil)
  }

  /// Asks the calendars side by side, in the order of the bookings.
  private func check(_ bookings: [Booking], _ request: ToolRequest) async -> [Finding] {
    let limit = bench.limit(request)
    let (watch, desk) = (bench.watch, request.desk)
    return await withTaskGroup(of: (Int, Finding).self) { group in
      for (index, booking) in bookings.enumerated() {
        group.addTask {
          guard booking.state.stands, desk.host(booking.host) != nil else { return (index, Finding(of: booking)) }
          return (index, Finding(of: booking, await watch.verify(booking, by: limit)))
        }
      }
      let found = await group.reduce(into: []) { $0.append($1) }
      return found.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  /// A booking and what is known of it now.
  struct Finding: Hashable, Sendable {
    enum Standing: String, Hashable, Sendable {
      case booked
      /// The business has moved it.
      case moved
      /// On the way to another time: it stands where it was until it has got there.
      case moving
      /// It could not be moved, and stays where it was.
      case notMoved
      /// Called off, by whomever.
      case cancelled
      /// The business has deleted its event.
      case removed
      /// Asked for, and not confirmed yet.
      case pending
      /// Booked, as far as the ledger knows: the calendar did not say.
      case unverified
      /// It has come to nothing.
      case released
    }

    let booking: Booking
    let standing: Standing

    private init(_ booking: Booking, _ standing: Standing) {
      self.booking = booking
      self.standing = standing
    }

    /// As the ledger has it.
    init(of booking: Booking) {
      let standing: Standing =
        switch booking.state {
        case .confirmed, .leaving: .unverified
        case .moving: .moving
        case .reverting: .notMoved
        case .kept, .held, .inserted: .pending
        case .cancelling, .cancelled: .cancelled
        case .withdrawing, .released: .released
        }
      self.init(booking, standing)
    }

    init(of asked: Booking, _ verified: Verified) {
      switch verified {
      case .stands(let booking) where booking.state == .moving || booking.state == .reverting: self.init(of: booking)
      case .stands(let booking): self.init(booking, .booked)
      case .followed(let booking): self.init(booking, .moved)
      case .removed(let booking): self.init(booking, .removed)
      case .unknown: self.init(of: asked)
      }
    }
  }
}
