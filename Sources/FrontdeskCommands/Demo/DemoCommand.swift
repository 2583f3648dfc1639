import ArgumentParser
import Desk
import Logging

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Play some calls: the server with a temporary SQLite file, and a local Google.",
    discussion: "Nothing is sent to Google or Vapi, and nothing is kept.")

  @Flag(help: "End after the calls: with 0 if everything was as it should be.")
  var once = false

  @Option(help: "The port to listen on; 0 takes a free one.")
  var port: Int?

  func run() async throws {
    var logger = Logger(label: "frontdesk", factory: { StreamLogHandler.standardError(label: $0) })
    logger.logLevel = .warning
    let transcript = Transcript { Output.line($0) }
    let stays = !once
    try await DemoStage.set(port: port ?? (once ? 0 : 8080), stays: stays, logger: logger) { stage in
      try await stage.play(transcript)
      Output.line(
        transcript.findings.isEmpty ? "\nEverything was as it should be." : "\nNot everything was as it should be.")
      if stays { Output.line(stage.invitation) }
    }
    if !transcript.findings.isEmpty { throw ExitCode.failure }
  }
}

extension DemoStage {
  /// Connects the owner's account through the sign-in pages, then plays the calls.
  func play(_ transcript: Transcript) async throws {
    let start = clock.uptime()
    transcript.title("Maria connects her Google Calendar")
    let (status, page) = try await DemoBrowser(http: http).connect(server.url + invite(), as: DemoDesk.owner)
    transcript.asked(
      "the link that frontdesk connect prints, through Google's consent page", took: clock.uptime() - start)
    transcript.expect(status == 200 && page.contains(DemoDesk.owner), "the account is connected")
    transcript.answered("connected: \(DemoDesk.owner)")
    let server = server
    try await DemoScript(
      numberServer: numberServer, google: google, http: http, zone: try DemoDesk.zoneRules(in: settings.zoneDirectory),
      clock: clock, transcript: transcript,
      power: DemoScript.Power(cut: { try await server.kill() }, back: { try await server.start() })
    ).play()
  }

  /// As it would be entered at Vapi for the phone number.
  var numberServer: JSONValue {
    ["url": .string("\(server.url)/webhook/vapi"), "headers": ["X-Vapi-Secret": .string(secret)]]
  }

  /// What a person may try now.
  var invitation: String {
    """

    The server listens at \(server.url), the local Google at \(google.base). Ctrl-C ends both.
      webhook   \(server.url)/webhook/vapi   (X-Vapi-Secret: \(secret))
      health    \(server.url)/healthz
      calendar  \(google.base)/sandbox/state
    """
  }
}
