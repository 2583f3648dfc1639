import NIOCore

/// What is sent over one connection after another, and until when.
struct LoadPlan: Sendable {
  let port: Int
  let connections: Int
  /// The whole request, head and body, that a connection sends as its next; `nil`: it has sent all of its requests.
  let request: @Sendable (_ connection: Int, _ index: Int) -> ByteBuffer?
  /// No request is begun after so long.
  var duration: Duration?
  /// Requests a second over all connections together, each due at its own time whether or not earlier ones are answered;
  /// `nil`: each connection sends as soon as its last request is answered.
  var rate: Double?
  /// Says of each answer what it was.
  let judge: @Sendable (_ status: Int, _ body: ByteBuffer) -> Judgement

  enum Judgement: Sendable {
    case good
    /// As it may be, but not what was asked for: a time that somebody else got first.
    case declined
    case wrong
  }
}

/// What came of it.
struct LoadResult: Sendable {
  /// How long each answer took: from when it was due, where requests had their times, so that a late one counts as late.
  var latencies: [Duration] = []
  var good = 0
  var declined = 0
  var wrong = 0
  /// The first answer that was wrong.
  var firstWrong: String?
  /// From the first request to the last answer.
  var took = Duration.zero

  var perSecond: Double { took > .zero ? Double(latencies.count) / took.inSeconds : 0 }

  /// - Throws: when there was a wrong answer, or none at all: a figure made of errors would be no figure.
  func checked(_ what: String) throws -> LoadResult {
    guard wrong == 0 else {
      throw BenchFailure("\(what): \(wrong) of \(latencies.count) answers were wrong; the first: \(firstWrong ?? "")")
    }
    guard !latencies.isEmpty else { throw BenchFailure("\(what): nothing was answered") }
    return self
  }
}
