import Scheduling

/// One tool call with everything that is known of where it came from, ready to be answered.
struct ToolRequest: Sendable {
  let tool: ToolName
  let arguments: ArgumentReader
  let desk: DeskProfile
  let zone: Zone
  let context: CallContext
  let now: Instant
  let deadline: Deadline
  /// Of which bookings the answer tells the outcome.
  let hearing: Hearing
  /// What the call still has to hear: told in front of the answer.
  var report: Report?

  var writer: AnswerWriter { AnswerWriter(desk: desk, zone: zone, now: now, report: report) }

  /// The zone that the model named; believed for reading times, never for the desk's hours.
  func timeReader(_ zones: any ZoneSource) throws(Asking) -> TimeReader {
    guard let name = arguments.text("timeZone", limit: 64) else { return TimeReader(zone: zone, named: nil, now: now) }
    do throws(ZoneError) {
      return TimeReader(zone: zone, named: try zones.zone(ZoneID(name)), now: now)
    } catch {
      throw Asking(.unknownZone)
    }
  }
}
