import Desk
import Foundation
import Testing

/// The payloads beside the tests.
enum Fixtures {
  static let limits = JSONLimits(depth: 128, members: 1_000_000, stringBytes: 1 << 20, bytes: 1 << 24)

  static func bytes(_ path: String) throws -> [UInt8] {
    let root = try #require(Bundle.module.resourceURL)
    return Array(try Data(contentsOf: root.appending(path: "Fixtures/" + path)))
  }

  static func value(_ path: String) throws -> JSONValue {
    try JSONValue(parsing: bytes(path), limits: limits)
  }

  static func example(_ name: String) throws -> JSONValue { try value("vapi/examples/" + name + ".json") }

  /// The names of every example, without their ending.
  static func examples() throws -> [String] {
    let root = try #require(Bundle.module.resourceURL)
    return try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Fixtures/vapi/examples").path)
      .map { $0.replacing(".json", with: "") }.sorted()
  }
}

/// Committed results that a test compares with.
enum Golden {
  /// Compares with `Fixtures/golden/NAME.json`. With `RECORD_GOLDEN` set the file is written instead, into the sources,
  /// to be read by a person before it is committed.
  static func expect(
    _ value: JSONValue, matches name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let page = value.page + "\n"
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
      let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      let file = sources.appending(path: "Fixtures/golden/\(name).json")
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(page.utf8).write(to: file)
      return
    }
    let golden = String(decoding: try Fixtures.bytes("golden/\(name).json"), as: UTF8.self)
    #expect(page == golden, "\(name) is not as committed", sourceLocation: sourceLocation)
  }
}
