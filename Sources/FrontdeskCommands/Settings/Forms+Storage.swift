import Foundation

extension Forms {
  /// The path of the SQLite file, absolute. Never shown: what was meant for another database may hold a password.
  static func database(_ text: String, in directory: String) throws(Misfit) -> String {
    let remedy = "the path of an SQLite file, such as frontdesk.sqlite"
    if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
      throw Misfit(
        "asks for PostgreSQL, but this version of Frontdesk stores in SQLite only", write: remedy, mayShow: false)
    }
    guard !text.contains("://"), !text.hasPrefix("file:"), text != ":memory:" else {
      throw Misfit("is not a path", write: remedy, mayShow: false)
    }
    let path = absolute(text, in: directory)
    guard text.last != "/", kind(path) != .directory else {
      throw Misfit("is a directory", write: "the path of a file in it, such as frontdesk.sqlite", mayShow: false)
    }
    return path
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
