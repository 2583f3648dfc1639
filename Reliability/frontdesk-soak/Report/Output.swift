import Foundation

enum Output {
  /// Handed on at once, so that a long run can be watched through a pipe.
  static func line(_ text: String) {
    print(text)
    fflush(nil)
  }
}

extension Duration {
  var inMilliseconds: Int { Int(components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000) }
  var inSeconds: String { String(format: "%.1f", Double(inMilliseconds) / 1000) }
}
