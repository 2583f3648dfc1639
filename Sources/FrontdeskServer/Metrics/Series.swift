import CoreMetrics
import Synchronization

enum SeriesKind: String { case counter, gauge, histogram }

/// One line, or one histogram, of the exposition.
protocol Series: AnyObject, Sendable {
  func write(name: String, labels: Labels, into text: inout String)
}

final class CounterSeries: Series, CounterHandler, FloatingPointCounterHandler {
  private let value = Mutex(0.0)

  func increment(by amount: Int64) { increment(by: Double(amount)) }
  func increment(by amount: Double) { if amount > 0 { value.withLock { $0 += amount } } }
  func reset() { value.withLock { $0 = 0 } }

  func write(name: String, labels: Labels, into text: inout String) {
    text += "\(name)\(labels.text()) \(value.withLock { $0 }.exposed)\n"
  }
}

final class GaugeSeries: Series, MeterHandler, RecorderHandler {
  private let value = Mutex(0.0)

  func set(_ value: Int64) { set(Double(value)) }
  func set(_ value: Double) { self.value.withLock { $0 = value } }
  func increment(by amount: Double) { value.withLock { $0 += amount } }
  func decrement(by amount: Double) { value.withLock { $0 -= amount } }
  func record(_ value: Int64) { set(Double(value)) }
  func record(_ value: Double) { set(value) }

  func write(name: String, labels: Labels, into text: inout String) {
    text += "\(name)\(labels.text()) \(value.withLock { $0 }.exposed)\n"
  }
}

final class HistogramSeries: Series, TimerHandler, RecorderHandler {
  private struct Counts {
    /// How many values fell under each bound and above the one before; the last counts what is above all.
    var each: [Int]
    var sum = 0.0
  }

  private let bounds: [Double]
  private let counts: Mutex<Counts>

  init(bounds: [Double]) {
    self.bounds = bounds
    counts = Mutex(Counts(each: Array(repeating: 0, count: bounds.count + 1)))
  }

  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
  func record(_ value: Int64) { record(Double(value)) }

  func record(_ value: Double) {
    let place = bounds.firstIndex { value <= $0 } ?? bounds.count
    counts.withLock {
      $0.each[place] += 1
      $0.sum += value
    }
  }

  func write(name: String, labels: Labels, into text: inout String) {
    let (each, sum) = counts.withLock { ($0.each, $0.sum) }
    var total = 0
    for (bound, count) in zip(bounds.map(\.exposed) + ["+Inf"], each) {
      total += count
      text += "\(name)_bucket\(labels.text(last: ("le", bound))) \(total)\n"
    }
    text += "\(name)_sum\(labels.text()) \(sum.exposed)\n"
    text += "\(name)_count\(labels.text()) \(total)\n"
  }
}

extension Double {
  /// A whole number without its point, any other as Swift writes it, which Prometheus reads.
  fileprivate var exposed: String {
    if let whole = Int64(exactly: self) { return String(whole) }
    return isNaN ? "NaN" : isInfinite ? (self > 0 ? "+Inf" : "-Inf") : description
  }
}
