import Desk
import Scheduling
import Yams

/// What can be booked. A service of the file is an ``Offering`` in code.
struct ServiceReading {
  static let names = [
    "key", "name", "duration", "durations", "buffer", "interval", "align", "notice", "horizon", "window", "limit",
    "places", "hosts", "needs", "confirm", "title", "description", "video",
  ]

  /// The keys of the hosts that the desk has.
  let hosts: [String]
  let needs: NeedsReading

  func read(_ node: Node, _ findings: inout Findings) -> Offering? {
    guard let fields = Fields(node, of: "this service", knowing: Self.names, &findings) else { return nil }
    let key = fields.needed("key", &findings).flatMap { Words.key($0, "key", &findings) }
    let name = fields.needed("name", &findings).flatMap { Words.spoken($0, "name", &findings) }
    let rules = RulesReading.read(fields, &findings)
    let chosen = chosenHosts(fields, &findings)
    let needs = needs.read(fields, &findings)
    let needsOwner =
      fields.value("confirm").flatMap { Words.choice($0, "confirm", among: ["none": false, "owner": true], &findings) }
    let title = fields.value("title").flatMap { TemplateReading.title($0, &findings) }
    let description = fields.value("description").flatMap { TemplateReading.description($0, &findings) }
    let video = fields.value("video").flatMap { Words.flag($0, "video", &findings) }
    guard let key, let name, let rules else { return nil }
    return Offering(
      key: OfferingKey(key), name: name, rules: rules, hosts: chosen, needs: needs, needsOwner: needsOwner ?? false,
      title: title, description: description, videoLink: video ?? false)
  }

  private func chosenHosts(_ fields: Fields, _ findings: inout Findings) -> [HostKey] {
    var chosen: [HostKey] = []
    for node in fields.list("hosts", atMost: 100, &findings) {
      guard let text = Words.text(node, "an entry of hosts", &findings) else { continue }
      if !hosts.contains(text) {
        findings.note(
          "There is no host with the key “\(text.shown)”\(Spelling.suggestion(for: text, among: hosts))", at: node)
      } else if chosen.contains(HostKey(text)) {
        findings.note("The host “\(text)” is written twice.", at: node)
      } else {
        chosen.append(HostKey(text))
      }
    }
    return chosen
  }
}
