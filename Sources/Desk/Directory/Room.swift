/// A room or a piece of equipment that services need: one appointment at a time.
package struct Room: Hashable, Sendable {
  package let key: RoomKey
  package let name: String
  /// What it can be used as, where several will do; never the key of a room. Written like a key.
  package let kind: String?
  /// A calendar in which it may be taken by others; nothing is written there. `nil`: only this server books it.
  package let calendar: CalendarReference?

  package init(key: RoomKey, name: String, kind: String? = nil, calendar: CalendarReference? = nil) {
    self.key = key
    self.name = name
    self.kind = kind
    self.calendar = calendar
  }

  /// What a booking claims. A room that two desks know by one calendar is one room.
  package func resource(at desk: DeskKey) -> ResourceID {
    calendar.map { ResourceID($0) } ?? ResourceID("room:\(desk)/\(key)")
  }
}
