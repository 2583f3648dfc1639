import Foundation

enum Output {
  /// Handed on at once, so that a long run can be watched through a pipe.
  static func line(_ text: String) {
    print(text)
    fflush(nil)
  }

  static func title(_ text: String) { line("\n\(text)") }

  /// Columns, the first to the left and all others to the right.
  static func table(_ rows: [[String]]) {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
    for row in rows {
      var text = "  "
      for (column, cell) in row.enumerated() {
        let blanks = String(repeating: " ", count: widths[column] - cell.count)
        text += column == 0 ? cell + blanks : "  " + blanks + cell
      }
      line(text)
    }
  }
}

extension Double {
  /// For reading: three figures are enough.
  var brief: String {
    switch abs(self) {
    case 100...: String(format: "%.0f", self)
    case 10..<100: String(format: "%.1f", self)
    default: String(format: "%.2f", self)
    }
  }
}

extension Duration {
  var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
  var inSeconds: Double { Double(nanoseconds) / 1e9 }
  var inMilliseconds: Double { Double(nanoseconds) / 1e6 }
  var inMicroseconds: Double { Double(nanoseconds) / 1e3 }
}
