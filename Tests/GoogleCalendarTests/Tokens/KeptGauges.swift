import CoreMetrics
import Synchronization

/// A metrics backend that shows what its gauges were last set to, as long as they are not destroyed.
final class KeptGauges: MetricsFactory {
  private final class Kept: RecorderHandler {
    private let number = Mutex<Double?>(nil)
    var value: Double? { number.withLock { $0 } }
    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) { number.withLock { $0 = value } }
  }

  private let kept = Mutex<[String: Kept]>([:])

  /// By the gauge's name and its labels' values.
  var values: [String: Double] { kept.withLock { $0.compactMapValues(\.value) } }

  func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
    let key = ([label] + dimensions.map(\.1)).joined(separator: " ")
    return kept.withLock { kept in
      let gauge = kept[key] ?? Kept()
      kept[key] = gauge
      return gauge
    }
  }

  func destroyRecorder(_ handler: any RecorderHandler) {
    let destroyed = ObjectIdentifier(handler)
    kept.withLock { kept in kept = kept.filter { ObjectIdentifier($0.value) != destroyed } }
  }

  func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler { NOOPMetricsHandler.instance }
  func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler { NOOPMetricsHandler.instance }
  func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler { NOOPMetricsHandler.instance }
  func destroyCounter(_ handler: any CounterHandler) {}
  func destroyMeter(_ handler: any MeterHandler) {}
  func destroyTimer(_ handler: any TimerHandler) {}
}
