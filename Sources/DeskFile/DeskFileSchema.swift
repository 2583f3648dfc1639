/// Every key that a desk's file may have, for those who describe the file: its documentation, and its schema in an API.
package enum DeskFileSchema {
  /// By what they are keys of, in the order of the file.
  package static let keys: KeyValuePairs<String, [String]> = [
    "desk": DeskDraft.names,
    "hours": HoursReading.names,
    "special day": SpecialDaysReading.names,
    "service": ServiceReading.names,
    "buffer": RulesReading.bufferNames,
    "window": RulesReading.windowNames,
    "limit": RulesReading.limitNames,
    "host": HostReading.names,
    "calendar": CalendarReading.names,
    "room": RoomReading.names,
    "signing key": SigningReading.names,
    "hold": KeepingReading.names,
    "caps": CapsReading.names,
  ]
}
