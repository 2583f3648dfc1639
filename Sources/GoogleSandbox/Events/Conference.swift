/// Meet conferences, made at once as one live probe saw (facts 2.4).
enum Conference {
  /// Turns a create request into a conference; one that exists stays as it is.
  static func create(in event: inout StoredEvent, random: inout SplitMix64) {
    guard let data = event.members["conferenceData"], let request = data["createRequest"], data["conferenceId"] == nil,
      let requestID = request["requestId"]?.string
    else { return }
    let letters = "abcdefghijklmnopqrstuvwxyz"
    let id = [3, 4, 3].map { random.word($0, of: letters) }.joined(separator: "-")
    let link = "https://meet.google.com/\(id)"
    event.members["hangoutLink"] = .string(link)
    event.members["conferenceData"] = [
      "createRequest": [
        "requestId": .string(requestID), "conferenceSolutionKey": ["type": "hangoutsMeet"],
        "status": ["statusCode": "success"],
      ],
      "entryPoints": [
        ["entryPointType": "video", "uri": .string(link), "label": .string("meet.google.com/\(id)")]
      ],
      "conferenceSolution": ["key": ["type": "hangoutsMeet"], "name": "Google Meet"],
      "conferenceId": .string(id),
    ]
  }
}
