import Foundation

/// A text that a command is given: a file, or standard input for `-`.
enum InputFile {
  /// - Parameter limit: bytes; longer is refused.
  static func text(_ name: String, limit: Int) throws -> String {
    let data: Data?
    do {
      let handle = name == "-" ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(filePath: name))
      data = try handle.readToEnd()
    } catch {
      throw CommandFailure("\(name == "-" ? "Standard input" : "The file \(name)") cannot be read.")
    }
    guard let data, !data.isEmpty else {
      throw CommandFailure("There is nothing in \(name == "-" ? "the input" : name).")
    }
    guard data.count <= limit, let text = String(data: data, encoding: .utf8) else {
      throw CommandFailure("\(name == "-" ? "The input" : name) is no text in UTF-8 of at most \(limit) bytes.")
    }
    return text
  }

  /// In a sentence.
  static func shown(_ name: String) -> String { name == "-" ? "standard input" : name }
}
