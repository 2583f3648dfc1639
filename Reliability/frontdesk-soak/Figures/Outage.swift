import Desk

/// Google goes away while callers book, and comes back.
struct Outage: Sendable {
  let figure: FigureStage
  let count: Int
  /// How long it is away.
  let length: Duration

  func run() async throws -> [FigureLine] {
    let google = figure.stage.google
    for number in 0..<3 { _ = try await figure.book(number, email: nil, tries: 5) }
    try await google.setFaults([
      Weather.fault(nil, 1, ["drop": "before"]), ["match": ["path": "/token"], "do": ["drop": "before"]],
    ])
    let start = ContinuousClock.now
    let all = try await withThrowingTaskGroup(of: FigureStage.Booked.self) { group in
      for number in 3..<(3 + count) {
        group.addTask { try await figure.book(number, email: "outage\(number)@soak.example", tries: 1) }
        try await Task.sleep(for: .milliseconds(150))
      }
      var all: [FigureStage.Booked] = []
      for try await booked in group { all.append(booked) }
      return all
    }
    try await Task.sleep(until: start + length)
    try await google.setFaults([])
    let (time, left) = try await Rest(stage: figure.stage).wait(within: .seconds(120))
    let violations = try await figure.violations()
    let held = all.count { $0.last == "held" }
    let mails = try await google.read("/sandbox/mail", as: [SandboxMail].self)
    let invited = Set(mails.map(\.to)).count { $0.hasPrefix("outage") }
    return [
      FigureLine(
        what: "answers while Google was away", measured: "\(held) promised of \(count)", target: "no booking told",
        isMet: !all.contains { $0.last == "booked" }),
      FigureLine(
        what: "everything promised is settled",
        measured: left.isEmpty ? "\(time.inSeconds) s after it was back" : "never",
        target: "60 s", isMet: left.isEmpty && time < .seconds(60)),
      FigureLine(
        what: "guests invited", measured: "\(invited) of \(held) promised", target: "all", isMet: invited >= held),
      FigureLine(what: "promises broken", measured: "\(violations.count)", target: "0", isMet: violations.isEmpty),
    ] + violations.prefix(3).map { FigureLine(what: "\($0)", measured: "", target: "", isMet: false) }
  }
}
