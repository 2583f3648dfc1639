import Logging

/// Where the server listens, how it is reached, and how long it may take.
struct ServerSettings: Sendable {
  let host: String
  /// 0: a free one.
  let port: Int
  /// `FRONTDESK_PUBLIC_URL` as set; see ``publicURL(port:)``.
  let publicURL: WebAddress?
  /// Opens `/metrics` and the dashboard; `nil`: both stay shut.
  let adminToken: Secret?
  /// For a webhook that only reads.
  let deadline: Duration
  /// For a webhook that books or moves.
  let bookingDeadline: Duration
  /// For bookings under way at shutdown.
  let shutdownGrace: Duration
  let logLevel: Logger.Level

  /// `nil` when something is wrong, which is then noted.
  init?(_ reading: inout SettingsReading) {
    func duration(_ name: SettingName, _ range: ClosedRange<Double>, _ reading: inout SettingsReading) -> Duration? {
      reading.value(name) { text throws(Misfit) in try Forms.duration(text, within: range) }
    }
    let host = reading.value(.host, Forms.host)
    let port = reading.value(.port, Forms.port)
    publicURL = reading.value(.publicURL, WebAddress.init(_:))
    adminToken = reading.value(.adminToken, Forms.secret)
    let deadline = duration(.deadline, 0.1...120, &reading)
    let bookingDeadline = duration(.bookingDeadline, 0.1...120, &reading)
    let grace = duration(.shutdownGrace, 0...600, &reading)
    let logLevel = reading.value(.logLevel, Forms.logLevel)
    guard let host, let port, let deadline, let bookingDeadline, let grace, let logLevel else { return nil }
    self.host = host
    self.port = port
    self.deadline = deadline
    self.bookingDeadline = bookingDeadline
    shutdownGrace = grace
    self.logLevel = logLevel
  }

  /// This server as others reach it, without a slash at the end; unless it was set, only this machine does.
  ///
  /// - Parameter port: the port that the server listens on.
  func publicURL(port: Int) -> WebAddress { publicURL ?? WebAddress(loopbackPort: port) }

  var warnings: [String] {
    guard let adminToken, adminToken.value.utf8.count < 16 else { return [] }
    return ["FRONTDESK_ADMIN_TOKEN has fewer than 16 characters, which can be guessed."]
  }
}
