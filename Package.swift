// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .treatAllWarnings(as: .error),
]

/// `Scheduling` and `Desk` hold no unsafe code at all, and the compiler checks that.
let safe: [SwiftSetting] = settings + [.strictMemorySafety()]

let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let jwtKit: Target.Dependency = .product(name: "JWTKit", package: "jwt-kit")
let asyncHTTPClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(name: "HummingbirdCore", package: "hummingbird")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let coreMetrics: Target.Dependency = .product(name: "CoreMetrics", package: "swift-metrics")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let nioCore: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1: Target.Dependency = .product(name: "NIOHTTP1", package: "swift-nio")
let nioFoundation: Target.Dependency = .product(name: "NIOFoundationCompat", package: "swift-nio")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let configuration: Target.Dependency = .product(name: "Configuration", package: "swift-configuration")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "frontdesk",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "frontdesk", targets: ["frontdesk"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-configuration.git", from: "1.4.0", traits: [.defaults, "YAML"]),
    .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics.git", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
    .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache.git", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    .package(url: "https://github.com/vapor/jwt-kit.git", from: "5.7.1"),
  ],
  targets: [
    .target(name: "Scheduling", swiftSettings: safe),
    .target(name: "ZoneFiles", dependencies: ["Scheduling"], swiftSettings: settings),
    .target(name: "DeskFile", dependencies: ["Desk", "Scheduling", yams], swiftSettings: settings),
    .target(name: "Desk", dependencies: ["Scheduling", logging, metrics, crypto], swiftSettings: safe),
    .target(
      name: "Vapi", dependencies: ["Desk", "Scheduling", crypto, asyncHTTPClient, httpTypes],
      swiftSettings: settings),
    .target(
      name: "GoogleCalendar",
      dependencies: [
        "Desk", "Scheduling", asyncHTTPClient, jwtKit, crypto, logging, metrics, nioCore, nioHTTP1, nioFoundation,
      ],
      swiftSettings: settings),
    .target(name: "SQLiteLedger", dependencies: ["Desk", "Scheduling", grdb], swiftSettings: settings),
    .target(
      name: "GoogleSandbox", dependencies: [hummingbird, crypto, cryptoExtras, jwtKit, httpTypes, logging, nioCore],
      swiftSettings: settings),
    .target(
      name: "FrontdeskServer",
      dependencies: [
        "Desk", "Scheduling", "Vapi", "GoogleCalendar", hummingbird, hummingbirdCore, mustache, coreMetrics, logging,
        lifecycle, crypto, httpTypes, nioCore, nioHTTP1,
      ],
      resources: [.embedInCode("Pages")],
      swiftSettings: settings),
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
    .target(
      name: "PostgresLedger", dependencies: ["Desk", "Scheduling", "CLibPQ", logging], swiftSettings: settings),
    .target(
      name: "FrontdeskCommands",
      dependencies: [
        "Scheduling", "ZoneFiles", "DeskFile", "Desk", "Vapi", "GoogleCalendar", "SQLiteLedger",
        "PostgresLedger", "GoogleSandbox", "FrontdeskServer", arguments, configuration, hummingbird, asyncHTTPClient,
        logging, coreMetrics, lifecycle, signals, crypto, nioCore, nioHTTP1,
      ],
      swiftSettings: settings),
    .executableTarget(name: "frontdesk", dependencies: ["FrontdeskCommands"], swiftSettings: settings),
    .executableTarget(
      name: "frontdesk-bench",
      dependencies: [
        "Scheduling", "ZoneFiles", "Desk", "Vapi", "SQLiteLedger", "PostgresLedger", "LocalPostgres", arguments,
        hummingbird, asyncHTTPClient, logging, grdb, signals, nioCore, nioPosix, nioHTTP1,
      ],
      path: "Benchmarks/frontdesk-bench", swiftSettings: settings),

    // Programs that are never shipped: one with faults wired into it, one that fights it.
    .executableTarget(
      name: "frontdesk-faulty",
      dependencies: ["FrontdeskCommands", "Desk", "Scheduling", logging],
      path: "Reliability/frontdesk-faulty", swiftSettings: settings),
    .executableTarget(
      name: "frontdesk-soak",
      dependencies: [
        "Desk", "Scheduling", "Vapi", "LocalPostgres", "ZoneFiles", arguments, asyncHTTPClient, logging, nioCore,
        nioPosix, nioHTTP1, crypto, signals,
      ],
      path: "Reliability/frontdesk-soak", swiftSettings: settings),

    .target(
      name: "LedgerContract", dependencies: ["Desk", "Scheduling"], path: "Tests/LedgerContract",
      swiftSettings: settings),
    .target(name: "LocalPostgres", path: "Tests/LocalPostgres", swiftSettings: settings),
    .target(
      name: "WireProxy", dependencies: [nioCore, nioPosix], path: "Tests/WireProxy", swiftSettings: settings),
    .testTarget(name: "SchedulingTests", dependencies: ["Scheduling"], swiftSettings: settings),
    .testTarget(name: "ZoneFilesTests", dependencies: ["ZoneFiles", "Scheduling"], swiftSettings: settings),
    .testTarget(
      name: "DeskTests", dependencies: ["Desk", "Scheduling", "LedgerContract", "ZoneFiles", crypto, logging],
      swiftSettings: settings),
    .testTarget(name: "BookingModelTests", dependencies: ["Desk", "Scheduling"], swiftSettings: settings),
    .testTarget(
      name: "DeskFileTests", dependencies: ["DeskFile", "Desk", "Scheduling", "ZoneFiles"], swiftSettings: settings),
    .testTarget(
      name: "VapiTests", dependencies: ["Vapi", "Desk", "Scheduling", httpTypes, crypto],
      resources: [.copy("Fixtures")], swiftSettings: settings),
    .testTarget(
      name: "GoogleCalendarTests",
      dependencies: [
        "GoogleCalendar", "GoogleSandbox", "Desk", "Scheduling", "LedgerContract", asyncHTTPClient, hummingbird, jwtKit,
        crypto, logging, coreMetrics, nioCore, nioPosix, nioHTTP1,
      ],
      resources: [.copy("Fixtures")], swiftSettings: settings),
    .testTarget(
      name: "SQLiteLedgerTests", dependencies: ["SQLiteLedger", "LedgerContract", "Desk", "Scheduling", grdb],
      swiftSettings: settings),
    .testTarget(
      name: "PostgresLedgerTests",
      dependencies: ["PostgresLedger", "LedgerContract", "LocalPostgres", "WireProxy", "Desk", "Scheduling", logging],
      swiftSettings: settings),
    .testTarget(
      name: "GoogleSandboxTests",
      dependencies: ["GoogleSandbox", asyncHTTPClient, hummingbird, jwtKit, crypto, logging, nioCore, nioHTTP1],
      resources: [.copy("Fixtures")], swiftSettings: settings),
    .testTarget(
      name: "FrontdeskServerTests",
      dependencies: [
        "FrontdeskServer", "Desk", "Scheduling", "Vapi", "GoogleCalendar", "GoogleSandbox", "SQLiteLedger",
        "LedgerContract", "ZoneFiles", asyncHTTPClient, hummingbird, logging, lifecycle, crypto, coreMetrics, nioCore,
        nioPosix, nioHTTP1,
      ],
      swiftSettings: settings),
    .testTarget(
      name: "FrontdeskTests",
      dependencies: [
        "FrontdeskCommands", "frontdesk", "frontdesk-faulty", "Desk", "Scheduling", "SQLiteLedger", "PostgresLedger",
        "LocalPostgres", "WireProxy", "Vapi", asyncHTTPClient, nioCore, nioHTTP1,
      ],
      swiftSettings: settings),
    .testTarget(name: "SoakTests", dependencies: ["frontdesk-soak", "Scheduling"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
