import Desk
import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The file that holds the key when none is set: one line of base64, readable by its owner alone.
struct SecretKeyFile: Sendable {
  let path: String

  /// `frontdesk.sqlite.key` beside `frontdesk.sqlite`.
  init(beside database: String) { path = database + ".key" }

  /// The key in the file; without the file a new one, which is then in it, or a refusal where a database has been made
  /// already: a new key would not open it.
  ///
  /// The key is made before the database, so of two processes that begin together neither finds a database without key.
  func load(besideDatabase database: String, orMakeWith randomness: Randomness) throws(SettingsProblem) -> SecretKey {
    // In this order: the other way round, another process could make both in between.
    guard FileManager.default.fileExists(atPath: database) else { return try load(orMakeWith: randomness) }
    guard let key = try existing() else { throw problem("is missing", remedy: "put it back") }
    return key
  }

  /// The key in the file; when there is no file, a new key, which is then in it.
  ///
  /// The file appears whole or not at all, and of several processes that make it at once one wins and all get its key.
  func load(orMakeWith randomness: Randomness) throws(SettingsProblem) -> SecretKey {
    if let key = try existing() { return key }
    try make(randomness)
    guard let key = try existing() else { throw problem("vanished while it was being made", remedy: "") }
    return key
  }

  /// The key in the file; `nil` when there is no file.
  func existing() throws(SettingsProblem) -> SecretKey? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      if errno == ENOENT { return nil }
      throw problem("cannot be read (\(reason()))", remedy: "let this user read it")
    }
    defer { close(file) }
    let attributes: [FileAttributeKey: Any]
    do { attributes = try FileManager.default.attributesOfItem(atPath: path) } catch {
      throw problem("cannot be looked at", remedy: "let this user read it")
    }
    guard attributes[.type] as? FileAttributeType == .typeRegular else {
      throw problem("is not a file", remedy: "remove it")
    }
    guard let mode = attributes[.posixPermissions] as? NSNumber, mode.uint16Value & 0o077 == 0 else {
      throw problem("can be read by others", remedy: "run “chmod 600” on it")
    }
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = read(file, &bytes, bytes.count)
    guard count >= 0 else { throw problem("cannot be read (\(reason()))", remedy: "let this user read it") }
    let text = String(decoding: bytes.prefix(count), as: UTF8.self)
    guard let key = Forms.key(String(text[...].trimmed)) else {
      throw problem("does not hold \(SecretKey.size) bytes in base64", remedy: "put the right file back")
    }
    return key
  }

  /// Writes a file of another name to disk, then gives it its name, which fails if somebody else was first.
  private func make(_ randomness: Randomness) throws(SettingsProblem) {
    let draft = "\(path).\(randomness.hexadecimal(bytes: 8))"
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw notMade() }
    defer { unlink(draft) }
    let line = Array((Data(randomness.bytes(SecretKey.size)).base64EncodedString() + "\n").utf8)
    let isWritten = write(file, line, line.count) == line.count && fsync(file) == 0
    let failure = errno
    guard close(file) == 0, isWritten else {
      errno = failure
      throw notMade()
    }
    guard link(draft, path) == 0 || errno == EEXIST else { throw notMade() }
    // So that the name survives a power failure as well as the content.
    let directory = open(URL(filePath: path).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
    guard directory >= 0 else { throw notMade() }
    defer { close(directory) }
    guard fsync(directory) == 0 else { throw notMade() }
  }

  private func notMade() -> SettingsProblem {
    problem("cannot be made (\(reason()))", remedy: "let this user write in that directory")
  }

  private func problem(_ what: String, remedy: String) -> SettingsProblem {
    let other = "set FRONTDESK_SECRET_KEY"
    let advice = remedy.isEmpty ? other : "\(remedy), or \(other)"
    return SettingsProblem(setting: .secretKey, sentence: "The key file \(path) \(what): \(advice).")
  }

  private func reason() -> String { String(cString: strerror(errno)) }
}
