/// One of the figures that `docs/performance.md` aims at, as it was measured.
struct Figure {
  enum Verdict: String {
    case met = "✓"
    case missed = "✗"
    /// It depends on something that is not built yet.
    case notDue = "not due"
  }

  let what: String
  let measured: String
  let target: String
  let verdict: Verdict
}

/// Collects the figures, to be shown together at the end.
final class FigureLedger {
  private var figures: [Figure] = []

  func note(_ what: String, _ measured: String, target: String, met: Bool, isDue: Bool = true) {
    figures.append(
      Figure(what: what, measured: measured, target: target, verdict: !isDue ? .notDue : met ? .met : .missed))
  }

  func printFigures() {
    guard !figures.isEmpty else { return }
    Output.title("The figures aimed at (docs/performance.md)")
    Output.table(
      [["what", "measured", "aimed at", ""]]
        + figures.map { [$0.what, $0.measured, $0.target, $0.verdict.rawValue] })
  }
}
