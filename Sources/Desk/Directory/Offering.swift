package import Scheduling

/// What can be booked: *service* in the vocabulary and in a desk's file.
package struct Offering: Hashable, Sendable {
  package let key: OfferingKey
  package let name: String
  package let rules: SlotRules
  /// Who offers it; empty means every host.
  package let hosts: [HostKey]
  /// Rooms and equipment that it takes: of each need any one of these. Never an empty need, and no room in two of them.
  package let needs: [[RoomKey]]
  /// Whether the owner confirms each appointment before it counts.
  package let needsOwner: Bool
  /// Of the event in the calendar; `nil`: the service's name and the caller's.
  package let title: EventTemplate?
  /// `nil`: what the caller said, line by line.
  package let description: EventTemplate?
  /// Whether the event comes with a link to a video meeting.
  package let videoLink: Bool

  package init(
    key: OfferingKey, name: String, rules: SlotRules, hosts: [HostKey] = [], needs: [[RoomKey]] = [],
    needsOwner: Bool = false, title: EventTemplate? = nil, description: EventTemplate? = nil, videoLink: Bool = false
  ) {
    self.key = key
    self.name = name
    self.rules = rules
    self.hosts = hosts
    self.needs = needs
    self.needsOwner = needsOwner
    self.title = title
    self.description = description
    self.videoLink = videoLink
  }
}
