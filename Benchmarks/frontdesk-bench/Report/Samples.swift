/// Durations that were measured, every single one kept.
struct Samples: Sendable {
  private let sorted: [Duration]

  init(_ durations: [Duration]) { sorted = durations.sorted() }

  var count: Int { sorted.count }

  /// The smallest that so many per cent do not exceed; zero when nothing was measured.
  func percentile(_ percent: Double) -> Duration {
    guard !sorted.isEmpty else { return .zero }
    let rank = Int((percent / 100 * Double(sorted.count)).rounded(.up))
    return sorted[min(max(rank, 1), sorted.count) - 1]
  }

  /// p50, p90 and p99 in milliseconds.
  var cells: [String] { [50, 90, 99].map { percentile($0).inMilliseconds.brief } }
}

extension [Double] {
  /// `nan` when there is none.
  var median: Double {
    guard !isEmpty else { return .nan }
    let sorted = sorted()
    let middle = count / 2
    return count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
