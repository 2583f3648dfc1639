import ArgumentParser
import CoreMetrics
import Desk
import GoogleCalendar
import Logging

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Play a call: the server, a temporary SQLite file and a local Google, all in one process.",
    discussion: "Nothing is sent to Google or Vapi, and nothing is kept.")

  @Flag(help: "End after the call: with 0 if everything was as it should be.")
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
  /// Connects the owner's account through the sign-in pages, then plays the call.
  func play(_ transcript: Transcript) async throws {
    let start = program.clock.uptime()
    transcript.title("Maria connects her Google Calendar")
    guard let signIn = program.google.signIn else { throw CommandFailure("The demo has no OAuth client.") }
    let link = try await signIn.invite(desk: deskKey, account: AccountID(DemoDesk.owner))
    let (status, page) = try await DemoBrowser(http: http).connect(serverURL + link, as: DemoDesk.owner)
    transcript.asked(
      "the link that frontdesk connect prints, through Google's consent page", took: program.clock.uptime() - start)
    transcript.expect(status == 200 && page.contains(DemoDesk.owner), "the account is connected")
    transcript.answered("connected: \(DemoDesk.owner)")
    try await DemoScript(
      numberServer: numberServer, google: google, http: http,
      zone: try DemoDesk.zoneRules(in: program.settings.zoneDirectory),
      clock: program.clock, transcript: transcript
    ).play()
  }

  /// As it would be entered at Vapi for the phone number.
  var numberServer: JSONValue {
    [
      "url": .string("\(serverURL)/webhook/vapi"),
      "headers": ["X-Vapi-Secret": .string(program.secrets.bearers.first ?? "")],
    ]
  }

  /// What a person may try now.
  var invitation: String {
    """

    The server listens at \(serverURL), the local Google at \(google.base). Ctrl-C ends both.
      webhook   \(serverURL)/webhook/vapi   (X-Vapi-Secret: \(program.secrets.bearers.first ?? ""))
      health    \(serverURL)/healthz
      calendar  \(google.base)/sandbox/state
    """
  }
}
