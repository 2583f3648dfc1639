import Foundation

/// The committed payloads of Google's, by their path below `Fixtures/google/examples`.
enum Fixtures {
  private static var root: URL { Bundle.module.bundleURL.appendingPathComponent("Fixtures/google/examples") }

  static func data(_ path: String) throws -> Data { try Data(contentsOf: root.appendingPathComponent(path)) }

  static func decode<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> Value {
    try JSONDecoder().decode(type, from: data(path))
  }

  /// The names in a folder, sorted.
  static func names(in folder: String) -> [String] {
    let found = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)
    return (found?.compactMap { $0 as? String } ?? []).sorted()
  }
}
