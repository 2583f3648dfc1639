import Scheduling

/// Chooses the few times that are spoken out of many that are open.
enum SlotSelection {
  /// Two or three are what an ear keeps.
  static let spoken = 3

  /// Spread over what is there: the first, one in the middle, the last of the first day that has any; a day with fewer is
  /// filled up from those after it.
  static func spread(_ slots: [Slot], in zone: Zone) -> [Slot] {
    guard slots.count > spoken, let first = slots.first else { return slots }
    let date = zone.civilTime(at: first.start).date
    let sameDay = slots.filter { zone.civilTime(at: $0.start).date == date }
    guard sameDay.count >= spoken else { return Array(slots.prefix(spoken)) }
    return [sameDay[0], sameDay[sameDay.count / 2], sameDay[sameDay.count - 1]]
  }

  /// The nearest to a time that was asked for, in order of time: the last before it and the first after it; where one side
  /// has none, more of the other.
  static func nearest(_ slots: [Slot], to wanted: Instant) -> [Slot] {
    let before = slots.filter { $0.start < wanted }
    let after = slots.filter { $0.start >= wanted }
    let following = after.prefix(spoken - min(before.count, 1))
    return before.suffix(spoken - following.count) + following
  }
}
