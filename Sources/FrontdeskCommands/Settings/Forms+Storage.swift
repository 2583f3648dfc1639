import Foundation
import PostgresLedger

extension Forms {
  /// The absolute path of the SQLite file, or the address of a PostgreSQL database. Never shown: it may hold a password.
  static func database(_ text: String, in directory: String) throws(Misfit) -> DatabasePlace {
    let remedy = "the path of an SQLite file, such as frontdesk.sqlite, or postgres://USER:PASSWORD@HOST/DATABASE"
    if PostgresAddress.isAddress(text) { return .server(PostgresAddress(uri: text)) }
    guard !text.contains("://"), !text.hasPrefix("file:"), text != ":memory:" else {
      throw Misfit("is neither a path nor the address of a PostgreSQL database", write: remedy, mayShow: false)
    }
    let path = absolute(text, in: directory)
    guard text.last != "/", kind(path) != .directory else {
      throw Misfit("is a directory", write: "the path of a file in it, such as frontdesk.sqlite", mayShow: false)
    }
    return .file(path)
  }

  /// The absolute path of a file that is there.
  static func file(_ text: String, in directory: String) throws(Misfit) -> String {
    let path = absolute(text, in: directory)
    switch kind(path) {
    case .file: return path
    case .directory: throw Misfit("is a directory", write: "the path of a file")
    case nil: throw Misfit("does not exist", write: "the path of a file that this user may read")
    }
  }

  /// The absolute path of a directory that is there.
  static func directory(_ text: String, in directory: String) throws(Misfit) -> String {
    let path = absolute(text, in: directory)
    guard kind(path) == .directory else {
      throw Misfit("is not a directory", write: "a directory that holds zone data, such as /usr/share/zoneinfo")
    }
    return path
  }

  private enum Kind { case file, directory }

  private static func kind(_ path: String) -> Kind? {
    // Foundation's own way to say both at once.
    var isDirectory = ObjCBool(false)
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else { return nil }
    return isDirectory.boolValue ? .directory : .file
  }

  private static func absolute(_ path: String, in directory: String) -> String {
    path.hasPrefix("/") ? path : URL(filePath: directory, directoryHint: .isDirectory).appending(path: path).path
  }
}
