import Desk
import Foundation
import Synchronization
import Testing

@testable import FrontdeskCommands

@Suite struct SecretKeyFileTests {
  @Test func `a key is made once, for its owner alone, and found again`() throws {
    try withDirectory { directory in
      let file = SecretKeyFile(beside: directory + "/frontdesk.sqlite")
      let made = try file.load(orMakeWith: .system)
      let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      #expect(try file.load(orMakeWith: Randomness { Array(repeating: 1, count: $0) }) == made)
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["frontdesk.sqlite.key"])
      #expect(try String(contentsOfFile: file.path, encoding: .utf8) == Data(made.bytes).base64EncodedString() + "\n")
    }
  }

  @Test func `a key is random bytes, nothing else`() throws {
    try withDirectory { directory in
      let counter = Mutex<UInt8>(0)
      let randomness = Randomness { count in
        counter.withLock {
          $0 += 1; return Array(repeating: $0, count: count)
        }
      }
      let key = try SecretKeyFile(beside: directory + "/a").load(orMakeWith: randomness)
      #expect(key.bytes == Array(repeating: 2, count: 32))
    }
  }

  @Test func `of many that make it at once, all get the same key`() async throws {
    let directory = FileManager.default.temporaryDirectory
      .appending(path: "frontdesk-\(Randomness.system.hexadecimal(bytes: 8))", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let file = SecretKeyFile(beside: directory.path + "/frontdesk.sqlite")
    let keys = try await withThrowingTaskGroup(of: SecretKey.self) { group in
      for _ in 0..<50 { group.addTask { try file.load(orMakeWith: .system) } }
      return try await group.reduce(into: Set<SecretKey>()) { $0.insert($1) }
    }
    #expect(keys.count == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).count == 1)
    try FileManager.default.removeItem(at: directory)
  }

  @Test(arguments: [0o640, 0o604, 0o644, 0o620])
  func `a file that others may open is refused`(_ permissions: Int) throws {
    try withDirectory { directory in
      let file = SecretKeyFile(beside: directory + "/frontdesk.sqlite")
      _ = try file.load(orMakeWith: .system)
      try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: file.path)
      let problem = #expect(throws: SettingsProblem.self) { try file.load(orMakeWith: .system) }
      #expect(
        problem?.sentence
          == "The key file \(file.path) can be read by others: run “chmod 600” on it, or set FRONTDESK_SECRET_KEY.")
    }
  }

  @Test(arguments: ["", "hunter2\n", Data(repeating: 1, count: 31).base64EncodedString()])
  func `a file without a key in it is refused, and neither replaced nor repeated`(_ text: String) throws {
    try withDirectory(["frontdesk.sqlite.key": text]) { directory in
      let file = SecretKeyFile(beside: directory + "/frontdesk.sqlite")
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
      let problem = #expect(throws: SettingsProblem.self) { try file.load(orMakeWith: .system) }
      #expect(problem?.sentence.contains("does not hold 32 bytes in base64") == true)
      #expect(problem?.sentence.contains("hunter2") == false)
      #expect(try String(contentsOfFile: file.path, encoding: .utf8) == text)
    }
  }

  @Test func `a directory that is not there is named`() throws {
    try withDirectory { directory in
      let file = SecretKeyFile(beside: directory + "/missing/frontdesk.sqlite")
      let problem = #expect(throws: SettingsProblem.self) { try file.load(orMakeWith: .system) }
      #expect(problem?.sentence.hasPrefix("The key file \(file.path) cannot be made (") == true)
    }
  }

  @Test func `a key that is missing beside a database is asked for, and none is made in its place`() throws {
    try withDirectory(["frontdesk.sqlite": ""]) { directory in
      let settings = try Settings.load(environment: [:], directory: directory)
      let problems = #expect(throws: SettingsProblems.self) { try settings.storage.sealingKeys(.system) }
      #expect(
        problems?.description
          == "The key file \(directory)/frontdesk.sqlite.key is missing: put it back, or set FRONTDESK_SECRET_KEY.")
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["frontdesk.sqlite"])
      let key = Data(repeating: 7, count: 32).base64EncodedString()
      let set = try Settings.load(environment: ["FRONTDESK_SECRET_KEY": key], directory: directory)
      #expect(try set.storage.sealingKeys(.system).count == 1)
    }
  }

  @Test func `keys that are set are used, and no file is made`() throws {
    try withDirectory { directory in
      let key = Data(repeating: 7, count: 32).base64EncodedString()
      let settings = try Settings.load(environment: ["FRONTDESK_SECRET_KEY": key], directory: directory)
      #expect(try settings.storage.sealingKeys(.system).map(\.bytes) == [Array(repeating: 7, count: 32)])
      #expect(try FileManager.default.contentsOfDirectory(atPath: directory).isEmpty)
    }
  }
}
