package import CoreMetrics
import Synchronization

/// Keeps what the program counts and measures, and writes it as Prometheus reads it (see ``exposition()``).
///
/// Names and labels are kept as they were given, except for signs that the format does not allow. Counters stay counters;
/// meters and recorders without aggregation become gauges; timers and recorders with aggregation become histograms,
/// timers in seconds. The number of series of one name is bounded: what comes beyond it is counted in one series whose
/// labels all say `overflow`.
package final class PrometheusRegistry: MetricsFactory {
  /// Upper bounds in seconds. Among them 2.5 and 6: until then an answer must have been given (DESIGN section 4).
  package static let secondBuckets: [Double] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 6, 10, 20,
  ]
  /// Upper bounds for recorded amounts that are not times.
  package static let amountBuckets: [Double] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000, 100_000, 1_000_000]

  private struct Family {
    let kind: SeriesKind
    var series: [Labels: any Series] = [:]
  }

  private let seriesPerName: Int
  private let families = Mutex<[String: Family]>([:])

  package init(seriesPerName: Int = 200) { self.seriesPerName = seriesPerName }

  // MARK: MetricsFactory

  package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    series(label, dimensions, .counter) { CounterSeries() }
  }

  package func makeFloatingPointCounter(
    label: String, dimensions: [(String, String)]
  ) -> any FloatingPointCounterHandler {
    series(label, dimensions, .counter) { CounterSeries() }
  }

  package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    series(label, dimensions, .gauge) { GaugeSeries() }
  }

  package func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    if aggregate { return series(label, dimensions, .histogram) { HistogramSeries(bounds: Self.amountBuckets) } }
    return series(label, dimensions, .gauge) { GaugeSeries() }
  }

  package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    series(label, dimensions, .histogram) { HistogramSeries(bounds: Self.secondBuckets) }
  }

  // A destroyed series is not shown any more; made again, it begins anew.
  package func destroyCounter(_ handler: any CounterHandler) { remove(ObjectIdentifier(handler)) }
  package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {
    remove(ObjectIdentifier(handler))
  }
  package func destroyMeter(_ handler: any MeterHandler) { remove(ObjectIdentifier(handler)) }
  package func destroyRecorder(_ handler: any RecorderHandler) { remove(ObjectIdentifier(handler)) }
  package func destroyTimer(_ handler: any TimerHandler) { remove(ObjectIdentifier(handler)) }

  // MARK: Reading

  /// Everything as text in Prometheus' exposition format 0.0.4, sorted by name and labels.
  package func exposition() -> String {
    let all = families.withLock { $0 }
    var text = ""
    for (name, family) in all.sorted(by: { $0.key < $1.key }) {
      text += "# TYPE \(name) \(family.kind.rawValue)\n"
      for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) {
        series.write(name: name, labels: labels, into: &text)
      }
    }
    return text
  }

  /// The series of that name and those labels. A name that has another kind already gets a series that nobody reads: two
  /// kinds under one name would make the whole text unreadable.
  private func series<Kept: Series>(
    _ label: String, _ dimensions: [(String, String)], _ kind: SeriesKind, _ make: () -> Kept
  ) -> Kept {
    families.withLock { families in
      let name = Labels.name(label)
      var family = families[name] ?? Family(kind: kind)
      guard family.kind == kind else { return make() }
      var labels = Labels(dimensions)
      if family.series[labels] == nil, family.series.count >= seriesPerName { labels = labels.overflowing }
      if let kept = family.series[labels] { return kept as? Kept ?? make() }
      let new = make()
      family.series[labels] = new
      families[name] = family
      return new
    }
  }
  /// What is counted under `overflow` is many series in one, and stays.
  private func remove(_ handler: ObjectIdentifier) {
    families.withLock { families in
      for (name, family) in families {
        guard let labels = family.series.first(where: { ObjectIdentifier($0.value) == handler })?.key else { continue }
        guard !labels.isOverflow else { return }
        families[name]?.series[labels] = nil
        if families[name]?.series.isEmpty == true { families[name] = nil }
        return
      }
    }
  }
}
