import Foundation

/// Runs a program to its end, blocking the thread that asks.
enum Program {
  /// - Returns: What it printed.
  /// - Throws: ``ProgramFailure`` with what it printed as errors, when it did not end well.
  @discardableResult
  static func run(_ command: [String], input: String = "") throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    // A user without rights in the directory of the tests would be warned about it.
    process.currentDirectoryURL = URL(fileURLWithPath: "/")
    let (standardInput, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    standardInput.fileHandleForWriting.write(Data(input.utf8))
    try standardInput.fileHandleForWriting.close()
    // Neither pipe fills while the other is read: none of these programs says much.
    let printed = try output.fileHandleForReading.readToEnd() ?? Data()
    let complained = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw ProgramFailure(
        "\(command) ended with \(process.terminationStatus): \(String(decoding: complained, as: UTF8.self))")
    }
    return String(decoding: printed, as: UTF8.self)
  }
}

/// A program could not be run, or failed.
package struct ProgramFailure: Error, CustomStringConvertible {
  package let description: String
  init(_ description: String) { self.description = description }
}
