import CoreMetrics
import FrontdeskServer
import Testing

@Suite struct PrometheusRegistryTests {
  @Test func `every kind is written as Prometheus reads it, sorted`() {
    let registry = PrometheusRegistry()
    Counter(label: "b_total", dimensions: [("tool", "create_event"), ("outcome", "booked")], factory: registry)
      .increment(by: 2)
    Counter(label: "b_total", dimensions: [("outcome", "ask"), ("tool", "create_event")], factory: registry)
      .increment()
    Meter(label: "queue", factory: registry).set(3.5)
    Gauge(label: "age_seconds", factory: registry).record(7)
    #expect(
      registry.exposition() == """
        # TYPE age_seconds gauge
        age_seconds 7
        # TYPE b_total counter
        b_total{outcome="ask",tool="create_event"} 1
        b_total{outcome="booked",tool="create_event"} 2
        # TYPE queue gauge
        queue 3.5

        """)
  }

  @Test func `a timer is a histogram in seconds whose buckets add up`() {
    let registry = PrometheusRegistry()
    let timer = Timer(label: "took_seconds", factory: registry)
    timer.recordMilliseconds(1)
    timer.recordMilliseconds(40)
    timer.recordSeconds(30)
    #expect(
      registry.exposition() == """
        # TYPE took_seconds histogram
        took_seconds_bucket{le="0.001"} 1
        took_seconds_bucket{le="0.0025"} 1
        took_seconds_bucket{le="0.005"} 1
        took_seconds_bucket{le="0.01"} 1
        took_seconds_bucket{le="0.025"} 1
        took_seconds_bucket{le="0.05"} 2
        took_seconds_bucket{le="0.1"} 2
        took_seconds_bucket{le="0.25"} 2
        took_seconds_bucket{le="0.5"} 2
        took_seconds_bucket{le="1"} 2
        took_seconds_bucket{le="2.5"} 2
        took_seconds_bucket{le="6"} 2
        took_seconds_bucket{le="10"} 2
        took_seconds_bucket{le="20"} 2
        took_seconds_bucket{le="+Inf"} 3
        took_seconds_sum 30.041
        took_seconds_count 3

        """)
  }

  @Test func `a recorder that aggregates is a histogram of amounts`() {
    let registry = PrometheusRegistry()
    Recorder(label: "rows", factory: registry).record(3)
    #expect(registry.exposition().contains("rows_bucket{le=\"2\"} 0\nrows_bucket{le=\"5\"} 1\n"))
  }

  @Test func `label values are escaped and names made valid`() {
    let registry = PrometheusRegistry()
    Counter(label: "9 lives.total", dimensions: [("a-b", "x\"y\\z\nw")], factory: registry).increment()
    #expect(registry.exposition().contains(#"__lives_total{a_b="x\"y\\z\nw"} 1"#))
  }

  @Test func `beyond the bound everything is counted in one series`() {
    let registry = PrometheusRegistry(seriesPerName: 3)
    for number in 1...10 {
      Counter(label: "c", dimensions: [("n", String(number))], factory: registry).increment()
    }
    let lines = registry.exposition().split(separator: "\n").dropFirst()
    #expect(lines.count == 4)
    #expect(lines.contains(#"c{n="overflow"} 7"#))
  }

  @Test func `the same name and labels are the same series`() {
    let registry = PrometheusRegistry()
    for _ in 1...5 { Counter(label: "c", factory: registry).increment() }
    #expect(registry.exposition() == "# TYPE c counter\nc 5\n")
  }

  @Test func `a name that has another kind already is not written twice`() {
    let registry = PrometheusRegistry()
    Counter(label: "c", factory: registry).increment()
    Meter(label: "c", factory: registry).set(9)
    #expect(registry.exposition() == "# TYPE c counter\nc 1\n")
  }

  @Test func `a counter never goes back`() {
    let registry = PrometheusRegistry()
    let counter = Counter(label: "c", factory: registry)
    counter.increment(by: 3)
    counter.increment(by: -2)
    #expect(registry.exposition().contains("c 3"))
  }

  @Test func `a series that is destroyed vanishes, and nothing else with it`() {
    let registry = PrometheusRegistry()
    func gauge(_ connection: String) -> Gauge {
      Gauge(label: "up", dimensions: [("connection", connection)], factory: registry)
    }
    for connection in ["a", "b"] { gauge(connection).record(1) }
    Counter(label: "c", factory: registry).increment()
    gauge("a").destroy()
    #expect(registry.exposition() == "# TYPE c counter\nc 1\n# TYPE up gauge\nup{connection=\"b\"} 1\n")
    gauge("b").destroy()
    Counter(label: "c", factory: registry).destroy()
    #expect(registry.exposition().isEmpty)
    gauge("a").record(2)
    #expect(registry.exposition() == "# TYPE up gauge\nup{connection=\"a\"} 2\n")
  }

  @Test func `every kind of series can be destroyed`() {
    let registry = PrometheusRegistry()
    let all: [() -> Void] = [
      Counter(label: "a", factory: registry).destroy, FloatingPointCounter(label: "b", factory: registry).destroy,
      Meter(label: "c", factory: registry).destroy, Recorder(label: "d", factory: registry).destroy,
      Timer(label: "e", factory: registry).destroy,
    ]
    #expect(registry.exposition().split(separator: "\n").count { $0.hasPrefix("# TYPE") } == all.count)
    for destroy in all { destroy() }
    #expect(registry.exposition().isEmpty)
  }

  @Test func `what is counted under overflow is not destroyed with one of its series`() {
    let registry = PrometheusRegistry(seriesPerName: 1)
    for connection in ["a", "b", "c"] {
      Gauge(label: "up", dimensions: [("connection", connection)], factory: registry).record(1)
    }
    Gauge(label: "up", dimensions: [("connection", "b")], factory: registry).destroy()
    #expect(registry.exposition().contains(#"up{connection="overflow"} 1"#))
  }

  @Test func `a gauge without an end is infinite in Prometheus' own words`() {
    let registry = PrometheusRegistry()
    Gauge(label: "ends", factory: registry).record(Double.infinity)
    #expect(registry.exposition() == "# TYPE ends gauge\nends +Inf\n")
  }
}
