import Scheduling

/// The time that a tool call names: a slot of ours, or a start.
struct WishedTime: Sendable {
  let start: Instant
  /// What the slot stands for; `nil` when there is a start alone.
  let slot: (offering: Offering, host: Host)?

  /// Both may be there if they say the same.
  init(_ request: ToolRequest, _ reader: TimeReader) throws(Asking) {
    let arguments = request.arguments
    var written: Instant?
    if let text = arguments.text("start", limit: 64) ?? arguments.text("when", limit: 200) {
      written = try reader.start(text, argument: arguments.text("start") == nil ? "when" : "start")
    }
    guard let text = arguments.text("slot", limit: 40) else {
      guard let written else { throw Asking(.missingStart) }
      (start, slot) = (written, nil)
      return
    }
    guard let read = SlotHandles(desk: request.desk).read(text),
      let offering = request.desk.offering(read.offering), let host = request.desk.host(read.host)
    else { throw Asking(.unknownSlot) }
    if let written, written != read.start { throw Asking(.slotAndStartDiffer) }
    if Self.contradicts(arguments, offering, host, at: request.desk) { throw Asking(.slotDiffers) }
    (start, slot) = (read.start, (offering, host))
  }

  /// Whether another host or service of the desk is named; what is unknown is as absent.
  private static func contradicts(
    _ arguments: ArgumentReader, _ offering: Offering, _ host: Host, at desk: DeskProfile
  ) -> Bool {
    let (service, person) = (arguments.text("service"), arguments.text("host"))
    let (named, seen) = (
      service.flatMap { desk.offering(called: $0).one }, person.flatMap { desk.host(called: $0).one }
    )
    return named.map { $0 != offering } == true || seen.map { $0 != host } == true
  }
}
